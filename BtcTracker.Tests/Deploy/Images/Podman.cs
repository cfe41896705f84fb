using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>Podman with all that it keeps in a folder of the test's, set up so that it also runs as root in a sandbox.</summary>
internal sealed class Podman(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private string[] Places =>
        ["--root", Path.Combine(folder, "images"), "--runroot", Path.Combine(folder, "run"), "--storage-driver", "vfs"];

    private string Configuration => Path.Combine(folder, "containers.conf");

    /// <summary>Runs it, and fails the test where it fails.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.Succeeded, $"podman {string.Join(' ', arguments)}: {result.Output}");
        return result.Output;
    }

    /// <summary>Runs it.</summary>
    public async Task<CommandResult> TryAsync(params string[] arguments)
    {
        if (!File.Exists(Configuration))
        {
            // No systemd is needed, nor a limit that a sandbox does not allow.
            await File.WriteAllTextAsync(
                Configuration,
                """
                [containers]
                default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
                [engine]
                cgroup_manager = "cgroupfs"
                runtime = "runc"
                """
            );
        }

        return await Command.RunAsync("podman", [.. Places, .. arguments], Limit, ("CONTAINERS_CONF", Configuration));
    }

    /// <summary>Writes a program for others to call as podman, which works in the same folder.</summary>
    public async Task WriteCommandAsync(string path)
    {
        await File.WriteAllTextAsync(
            path,
            $"#!/bin/sh\nCONTAINERS_CONF='{Configuration}' exec podman {string.Join(' ', Places.Select(part => $"'{part}'"))} \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
