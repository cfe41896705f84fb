using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.LocalHosting;

[Trait("Level", "App")]
public sealed class AppHostEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_everything_and_the_exit_code_is_0(string signal)
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await appHost.PageAsync(Token);
        var processes = ProcessTree.Below(appHost.Id);

        await ProcessTree.SignalAsync(appHost.Id, signal);

        Assert.Equal(0, await appHost.ExitCodeAsync(Token));
        Assert.NotEmpty(processes);
        Assert.DoesNotContain(processes, ProcessTree.IsAlive);
    }

    [Fact]
    public async Task No_process_outlives_an_AppHost_that_is_killed()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        await appHost.PageAsync(Token);
        var processes = ProcessTree.Below(appHost.Id);

        await ProcessTree.SignalAsync(appHost.Id, "KILL");

        Assert.NotEmpty(processes);
        await Eventually.IsTrueAsync(() => !processes.Any(ProcessTree.IsAlive), Token);
    }
}
