using System.ComponentModel;
using System.Diagnostics;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>How a command ended.</summary>
/// <param name="Succeeded">Whether its exit code was 0.</param>
/// <param name="Output">What it wrote on stdout where it succeeded; else what it wrote on stderr, or why it did not run.</param>
internal sealed record CommandResult(bool Succeeded, string Output)
{
    /// <summary>What it wrote on stderr where it succeeded.</summary>
    public string Errors { get; init; } = "";
}

/// <summary>Runs other programs, always with a time limit.</summary>
internal static class Command
{
    private const string AptGet = "/usr/bin/apt-get";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    // Debian lets one install at a time.
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>The path of an installed program; null where there is none.</summary>
    public static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin"
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Makes sure that programs are installed, from Debian's packages where this may do so.</summary>
    /// <returns>Null, or the reason why they are not.</returns>
    public static async Task<string?> FindOrInstallAsync(params string[] packages)
    {
        if (packages.Any(package => Find(package) is null))
        {
            await InstallAsync(packages);
        }

        var missing = packages.Where(package => Find(package) is null).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} must be installed: apt-get install {string.Join(' ', missing)}.";
    }

    /// <summary>Installs Debian's packages where this may do so; else does nothing.</summary>
    public static async Task InstallAsync(params string[] packages)
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists(AptGet))
        {
            return;
        }

        await Installing.WaitAsync();
        try
        {
            await RunAsync(AptGet, ["update"], InstallLimit);
            await RunAsync(
                AptGet,
                ["install", "-y", "--no-install-recommends", .. packages],
                InstallLimit,
                ("DEBIAN_FRONTEND", "noninteractive")
            );
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Starts a program that runs until it is killed, and drops what it says.</summary>
    public static Process Start(string command, params string[] arguments)
    {
        var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a program to its end, and kills it after the limit.</summary>
    public static async Task<CommandResult> RunAsync(
        string command,
        IEnumerable<string> arguments,
        TimeSpan limit,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var timeLeft = new CancellationTokenSource(limit);
        try
        {
            using var process = Process.Start(start)!;
            using var killed = timeLeft.Token.Register(() => process.Kill(entireProcessTree: true));
            var (output, errors) = (
                process.StandardOutput.ReadToEndAsync(CancellationToken.None),
                process.StandardError.ReadToEndAsync(CancellationToken.None)
            );
            await process.WaitForExitAsync(CancellationToken.None);
            var (standardOutput, standardError) = (await output, await errors);
            return process.ExitCode == 0
                ? new(true, standardOutput.Trim()) { Errors = standardError.Trim() }
                : new(
                    false,
                    timeLeft.IsCancellationRequested
                        ? $"it took longer than {limit.TotalSeconds:F0} s."
                        : $"{standardError}{standardOutput}".Trim()
                );
        }
        catch (Win32Exception error)
        {
            return new(false, error.Message); // It is not installed.
        }
    }
}
