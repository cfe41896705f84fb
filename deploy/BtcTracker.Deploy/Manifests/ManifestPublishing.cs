using System.Diagnostics;
using System.Reflection;

namespace BtcTracker.Deploy.Manifests;

/// <summary>Has the AppHost publish its manifest, for a synthesis that names none.</summary>
internal static class ManifestPublishing
{
    /// <summary>Publishes it into a folder.</summary>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="DeployException">The AppHost failed; its output precedes the message.</exception>
    public static async Task<string> PublishAsync(string folder)
    {
        var appHost = Path.Combine(RepositoryRoot(), "BtcTracker.AppHost");
        if (!Directory.Exists(appHost))
        {
            throw new DeployException(
                $"{appHost} is not here: name a manifest with --manifest. It is published with: {ManifestReader.HowToPublish}"
            );
        }

        var path = Path.GetFullPath(Path.Combine(folder, "aspire-manifest.json"));
        using var dotnet = Process.Start(
            new ProcessStartInfo("dotnet", ["run", "--project", appHost, "--", "--publisher", "manifest", "--output-path", path])
        )!;
        await dotnet.WaitForExitAsync();
        return dotnet.ExitCode == 0 && File.Exists(path)
            ? path
            : throw new DeployException(
                $"The AppHost did not publish its manifest; it ended with code {dotnet.ExitCode}. See its lines above, or name a "
                    + "manifest with --manifest."
            );
    }

    private static string RepositoryRoot() =>
        typeof(ManifestPublishing)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;
}
