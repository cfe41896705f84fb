using System.Diagnostics;
using BtcTracker.AppHost.Running;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Running;

/// <summary>How the AppHost ends, and that nothing outlives it.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_request_to_stop_stops_everything_and_the_exit_code_is_0() => StopsAllAsync("TERM");

    [Theory]
    [Slow]
    [InlineData("INT")]
    [InlineData("HUP")]
    public Task Every_other_signal_to_stop_does_so_too(string signal) => StopsAllAsync(signal);

    [Fact]
    public async Task A_signal_during_the_start_stops_what_has_started_without_a_stack_trace()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await Eventually.IsTrueAsync(
            () =>
                ProcessTree
                    .OfAppHost(appHost.Id)
                    .Any(process => process.Command.Contains("/dcp start-apiserver ", StringComparison.Ordinal)),
            Token,
            appHost.All
        );
        var processes = appHost.Descendants();

        await ProcessTree.SignalAsync(appHost.Id, "TERM");

        Assert.Equal(0, await appHost.ExitCodeAsync(Token));
        Assert.DoesNotContain(appHost.Output, line => line.StartsWith("Page:", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", appHost.All(), StringComparison.Ordinal);
        await ProcessTree.HaveEndedAsync(processes, Token);
    }

    // A terminal's Ctrl+C reaches dotnet run and the AppHost, not only the AppHost.
    [Slow]
    [Fact]
    public async Task An_interrupt_of_the_whole_group_of_dotnet_run_stops_everything()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A process group of its own is made with Linux's setsid.");
        using var run = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"], underDotnetRun: true, leadsGroup: true);
        await run.PageAsync(Token);
        var processes = run.Descendants();

        await ProcessTree.SignalGroupAsync(run.Id, "INT");

        Assert.Equal(0, await run.ExitCodeAsync(Token));
        await EverythingEndsAsync(processes);
    }

    [Slow]
    [Fact]
    public async Task No_process_outlives_an_AppHost_that_is_killed()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await appHost.PageAsync(Token);
        var processes = appHost.Descendants();

        await ProcessTree.SignalAsync(appHost.Id, "KILL");

        await EverythingEndsAsync(processes);
    }

    [Theory]
    [Slow]
    [InlineData]
    [InlineData("--no-launch-profile")]
    public async Task A_killed_dotnet_run_takes_the_AppHost_with_it(params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || options.Length == 0, "The parent is found in Linux's /proc.");
        using var run = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"], underDotnetRun: true, runOptions: options);
        await run.PageAsync(Token);
        var processes = run.Descendants();

        await ProcessTree.SignalAsync(run.Id, "KILL");

        await EverythingEndsAsync(processes);
    }

    [Theory]
    [InlineData(true, "/usr/share/dotnet/dotnet", "run", "--project", "BtcTracker.AppHost")]
    [InlineData(true, "dotnet", "--diagnostics", "run")]
    [InlineData(false, "sh", "-c", "dotnet run")]
    [InlineData(false, "dotnet", "BtcTracker.AppHost.dll", "run")]
    [InlineData(false, "dotnet", "exec", "run")]
    [InlineData(false, "dotnet", "test")]
    public void Only_dotnet_run_is_taken_for_it(bool expected, params string[] words) =>
        Assert.Equal(expected, DotnetRun.IsCommandLine(string.Concat(words.Select(word => word + '\0'))));

    [Theory]
    [Slow]
    [InlineData("start-apiserver")]
    [InlineData("run-controllers")]
    public async Task A_killed_orchestrator_ends_the_AppHost_with_the_reason(string part)
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await appHost.PageAsync(Token);
        var processes = ProcessTree.OfAppHost(appHost.Id);
        var dcp = Assert.Single(processes, process => process.Command.Contains($"/dcp {part} ", StringComparison.Ordinal));

        await ProcessTree.SignalAsync(dcp.Id, "KILL");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        Assert.Contains(
            "Aspire's orchestrator (dcp) ended, and with it everything that it started. Start the AppHost again.",
            appHost.Errors
        );
        await EverythingEndsAsync([.. processes.Select(process => process.Id)]);
    }

    // The controllers are halted before they can publish the id of what they just started.
    [Theory]
    [InlineData("start-apiserver")]
    [InlineData("run-controllers")]
    public async Task An_orchestrator_that_is_killed_during_the_start_leaves_nothing_behind(string part)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments are read from Linux's /proc.");
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        IReadOnlyList<ProcessTree.RunningProcess> processes = [];
        await Eventually.IsTrueAsync(
            () =>
            {
                processes = ProcessTree.OfAppHost(appHost.Id);
                return processes.Any(process => process.Command.Contains("/dcp run-controllers ", StringComparison.Ordinal));
            },
            Token,
            appHost.All
        );
        var controllers = Orchestrator("run-controllers").Id;
        await Eventually.IsTrueAsync(
            () => ProcessTree.CommandsStartedBy(controllers).Any(command => command.Contains("MarketSim", StringComparison.Ordinal)),
            Token,
            appHost.All
        );
        await ProcessTree.SignalAsync(controllers, "STOP");
        var dcp = Orchestrator(part);
        var mark = ProcessTree.Environment(dcp.Id).Single(variable => variable.StartsWith("BTCTRACKER_RUN=", StringComparison.Ordinal));

        await ProcessTree.SignalAsync(dcp.Id, "KILL");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        await Eventually.IsTrueAsync(
            () => !Process.GetProcesses().Any(process => ProcessTree.Environment(process.Id).Contains(mark)),
            Token
        );

        ProcessTree.RunningProcess Orchestrator(string name) =>
            processes.First(process => process.Command.Contains($"/dcp {name} ", StringComparison.Ordinal));
    }

    private async Task StopsAllAsync(string signal)
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await appHost.PageAsync(Token);
        var processes = appHost.Descendants();

        await ProcessTree.SignalAsync(appHost.Id, signal);

        Assert.Equal(0, await appHost.ExitCodeAsync(Token));
        await EverythingEndsAsync(processes);
    }

    private static async Task EverythingEndsAsync(IReadOnlyList<int> processes)
    {
        // The orchestrator's two, the store, the market, ingest and the web, at least.
        Assert.True(processes.Count >= 6);
        await ProcessTree.HaveEndedAsync(processes, Token);
    }
}
