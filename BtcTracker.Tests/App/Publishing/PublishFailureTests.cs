using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Publishing;

/// <summary>A publication that cannot succeed ends with exit code 1 and one message. Aspire logs stack traces and ends with 0.</summary>
[Trait("Level", "App")]
public sealed class PublishFailureTests : IDisposable
{
    private const string Publish = "--operation";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--output-path is missing. Use --publisher manifest --output-path aspire-manifest.json.", "--publisher", "manifest")]
    [InlineData("--output-path is missing. Use --operation publish --output-path FOLDER.", Publish, "publish")]
    [InlineData("--output-path is missing. Use --publisher manifest", Publish, "publish", "--step", "publish-manifest")]
    [InlineData("--output-path 'file/m.json' cannot be written: ", "--publisher", "manifest", "--output-path", "file/m.json")]
    [InlineData("--output-path '/proc/m.json' cannot be written: ", "--publisher", "manifest", "--output-path", "/proc/m.json")]
    [InlineData("Choose a place that you can write.", Publish, "publish", "--output-path", "file/folder")]
    [InlineData("--output-path 'folder.json' is a folder. Name a file in it", "--publisher", "manifest", "--output-path", "folder.json")]
    [InlineData("--output-path 'm.json' is a file, but the templates need a folder.", Publish, "publish", "--output-path", "m.json")]
    [InlineData("--publisher 'docker' is not valid. Use --publisher manifest --output-path aspire-manifest.json.", "--publisher", "docker")]
    [InlineData("Cannot deploy: install ", Publish, "publish", "--step", "deploy")]
    public async Task It_is_refused_with_what_to_write_before_anything_is_made(string message, params string[] arguments)
    {
        Directory.CreateDirectory(_folder.PathOf("folder.json"));
        await File.WriteAllTextAsync(_folder.PathOf("file"), "", Token);
        using var appHost = new AppHostProcess(_folder.Path, arguments, path: "/nowhere");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));

        Assert.Contains(message, Assert.Single(appHost.Errors), StringComparison.Ordinal);
        Assert.Empty(appHost.Output);
        var files = Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName);
        Assert.Equal(["file", "folder.json"], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_step_that_fails_is_one_message_without_a_stack_trace()
    {
        using var appHost = new AppHostProcess(_folder.Path, [Publish, "publish", "--output-path", "out"], path: "/nowhere");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));

        Assert.Equal("synth needs the program 'dotnet', which was not found.", Assert.Single(appHost.Errors));
        Assert.DoesNotContain(appHost.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_before_the_templates_are_written_is_exit_code_1_and_one_message()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A program is a shell script, and signals are POSIX's.");
        var (programs, started) = (_folder.PathOf("programs"), _folder.PathOf("started"));
        await WriteProgramAsync(programs, "dotnet", $"#!/bin/sh\n: >'{started}'\nexec sleep 600\n");
        using var appHost = new AppHostProcess(
            _folder.Path,
            [Publish, "publish", "--output-path", "out"],
            path: $"{programs}:{Environment.GetEnvironmentVariable("PATH")}"
        );
        await Eventually.IsTrueAsync(() => File.Exists(started), Token, appHost.All);

        await ProcessTree.SignalAsync(appHost.Id, "TERM");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        Assert.Equal(
            "The publication was stopped before its end, and its files are not complete. Start it again.",
            Assert.Single(appHost.Errors)
        );
    }

    private static async Task WriteProgramAsync(string folder, string name, string script)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        await File.WriteAllTextAsync(path, script, Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
