using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>
/// Base images like the public ones, which a test may not be able to pull: Debian's libraries, ICU, time zones and certificates,
/// no shell and no other program; the second one has the .NET runtime that runs the tests.
/// </summary>
internal sealed class BaseImages(string folder, Podman podman, LocalRegistry registry)
{
    private const string Suite = "bookworm";
    private const string Packages = "libc6,libgcc-s1,libstdc++6,libssl3,libicu72,zlib1g,ca-certificates,tzdata,base-files";

    // Of Debian's packages the public images have the libraries, the time zones and the certificates.
    private const string Bare = """
        cd "$1" && rm -rf bin/* sbin/* usr/bin usr/sbin usr/lib/*/gconv usr/lib/*/engines-3 usr/share/zoneinfo/right usr/share/zoneinfo/posix \
          && find usr/share -mindepth 1 -maxdepth 1 ! -name zoneinfo ! -name ca-certificates -exec rm -rf {} +
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>For programs that bring their runtime.</summary>
    public string RuntimeDependencies => $"{registry.Name}/runtime-deps:10.0";

    /// <summary>For programs that do not.</summary>
    public string AspNet => $"{registry.Name}/aspnet:10.0";

    /// <summary>Makes and pushes them.</summary>
    /// <returns>Null, or why that cannot be done here.</returns>
    public async Task<string?> TryMakeAsync()
    {
        var archive = Path.Combine(folder, "base.tar");
        var made = await Command.RunAsync(
            "mmdebstrap",
            ["--variant=extract", $"--include={Packages}", $"--extract-hook={Bare}", Suite, archive],
            Limit
        );
        if (!made.Succeeded)
        {
            return $"mmdebstrap cannot make a base image of Debian's {Suite} here: {made.Output}";
        }

        await PushAsync(archive, RuntimeDependencies);
        await AddRuntimeAsync(archive);
        await PushAsync(archive, AspNet);
        File.Delete(archive);
        return null;
    }

    private static async Task AddRuntimeAsync(string archive)
    {
        // .../shared/Microsoft.NETCore.App/10.0.12/
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var root = Path.GetFullPath(Path.Combine(core, "..", "..", ".."));
        var version = Path.GetFileName(core);
        string[] parts = ["host", $"shared/Microsoft.NETCore.App/{version}", $"shared/Microsoft.AspNetCore.App/{version}"];
        var added = await Command.RunAsync("tar", ["-rf", archive, "--transform", "s,^,./usr/share/dotnet/,", "-C", root, .. parts], Limit);
        Assert.True(added.Succeeded, added.Output);
    }

    private async Task PushAsync(string archive, string name)
    {
        await podman.RunAsync("import", "--change", "USER 1654", archive, name);
        await podman.RunAsync("push", "--tls-verify=false", name);
    }
}
