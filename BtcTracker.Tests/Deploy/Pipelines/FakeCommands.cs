using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Pipelines;

/// <summary>Programs that a script of <c>deploy/</c> calls, with answers of a test's own. They write down how they were called.</summary>
internal sealed class FakeCommands : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The calls so far, in their order: <c>aws ecs describe-services …</c>.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    /// <summary>A <c>PATH</c> on which they come first.</summary>
    public string SearchPath => $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

    private string Log => _folder.PathOf("calls");

    /// <summary>Makes a program that runs a line of Bash; <c>$*</c> are its arguments.</summary>
    public FakeCommands Add(string name, string bash)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\nprintf '%s\\n' \"{name} $*\" >> '{Log}'\n{bash}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    /// <summary>Runs a script of <c>deploy/</c> with them.</summary>
    public Task<CommandResult> RunAsync(string script, params string[] arguments) =>
        Command.RunAsync(
            Path.Combine(RepositoryPaths.Root, "deploy", script),
            arguments,
            TimeSpan.FromMinutes(1),
            ("PATH", SearchPath),
            ("READING_LIMIT", "1"),
            ("READING_PAUSE", "0.1"),
            ("AWS_REGION", "eu-west-1")
        );

    public void Dispose() => _folder.Dispose();
}
