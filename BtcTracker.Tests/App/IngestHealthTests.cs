using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>How a platform that can run a command in the container learns whether ingest works.</summary>
[Trait("Level", "App")]
public sealed class IngestHealthTests : IAsyncLifetime
{
    private readonly string _name = $"test-{Guid.NewGuid():N}";
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_worker_is_healthy_also_while_its_store_and_its_sources_are_down()
    {
        await using var ingest = new IngestProcess(World.Environment(("Ingest__HealthSocket", _name)));
        await ingest.WaitForAsync("Stored the slot");
        Assert.Matches(@"^\(0, The worker's last heartbeat was \d+ s ago\.\)$", $"{await AskAsync()}");

        await World.Store.KillAsync();
        await World.Market.App.StopAsync(TestContext.Current.CancellationToken);
        await ingest.WaitForAsync("No source returned a quote for the slot");

        Assert.Equal(0, (await AskAsync()).Code);
        await ingest.KillAsync();
        Assert.Equal((1, "No worker responds: Connection refused."), await AskAsync());
    }

    [Fact]
    public async Task A_worker_that_hangs_is_unhealthy()
    {
        await using var ingest = new IngestProcess(World.Environment(("Ingest__HealthSocket", _name)));
        await ingest.WaitForAsync("Stored the slot");

        await ProcessTree.SignalAsync(ingest.Id, "STOP");

        Assert.Equal((1, "The worker does not respond within 3 s."), await AskAsync());
    }

    [Fact]
    public async Task Without_a_name_it_says_what_to_set()
    {
        await using var health = new IngestProcess(new Dictionary<string, string>(), "health");

        Assert.Equal(1, await health.ExitCodeAsync());
        Assert.Equal(
            "Ingest:HealthSocket is not set. Give the worker and this command the same name, as the image does.",
            Assert.Single(health.Errors)
        );
    }

    // The name is all that it needs: no store, no region, no credentials.
    private async Task<(int Code, string Line)> AskAsync()
    {
        await using var health = new IngestProcess(new Dictionary<string, string> { ["Ingest__HealthSocket"] = _name }, "health");
        return (await health.ExitCodeAsync(), Assert.Single([.. health.Output, .. health.Errors]));
    }
}
