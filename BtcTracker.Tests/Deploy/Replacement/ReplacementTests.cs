using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Replacement;

/// <summary>Two web processes behind a load balancer, replaced one by one while viewers ask and listen.</summary>
[Slow]
[Trait("Level", "Deploy")]
public sealed class ReplacementTests : IAsyncLifetime
{
    private const int Streams = 20;

    // The load balancer's 60 seconds, scaled down as its checks are.
    private static readonly TimeSpan DeregistrationDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(4);

    private readonly int[] _ports = [.. Enumerable.Range(0, 4).Select(_ => WebProcess.FreePort())];
    private readonly WebProcess?[] _web = new WebProcess?[4];
    private IngestWorld? _world;
    private IngestProcess? _ingest;
    private Balancer? _balancer;

    private IngestWorld World => _world!;

    private Balancer Balancer => _balancer!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var absent = await Command.FindOrInstallAsync("haproxy");
        Assert.SkipWhen(absent is not null, absent ?? string.Empty);
        _world = await IngestWorld.StartAsync();
        _ingest = new IngestProcess(World.Environment());
        _balancer = Balancer.Start(Command.Find("haproxy")!, _ports);
        await _ingest.WaitForAsync("Stored the slot");
        await StartAsync(0);
        await StartAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] parts = [_balancer, .. _web, _ingest, _world];
        foreach (var part in parts)
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Fact]
    public async Task No_request_is_lost_every_stream_comes_back_without_missing_a_slot_and_the_new_ones_take_over_the_keys()
    {
        using var store = new Storage.PriceStoreHost(World.Store.Endpoint, World.Environment()["Store__Table"]);
        var keys = await store.ProtectionKeys.ReadAsync(Token);
        await using var load = new Load(Balancer.Address);
        var viewers = Enumerable.Range(0, Streams).Select(_ => new StreamViewer(Balancer.Address)).ToList();
        await Eventually.IsTrueAsync(() => viewers.TrueForAll(viewer => viewer.Slots.Count > 0), Token);

        await ReplaceAsDeploymentDoesAsync(old: 0, replacement: 2);
        await ReplaceBySignalOnlyAsync(old: 1, replacement: 3);
        await Eventually.IsTrueAsync(() => viewers.TrueForAll(viewer => viewer.Connections > 1), Token);
        var last = (await World.QuotesAsync())[^1].Slot.ToUnixTimeSeconds();
        await Eventually.IsTrueAsync(() => viewers.TrueForAll(viewer => viewer.Slots[^1] > last), Token);

        await Task.WhenAll(viewers.Select(viewer => viewer.DisposeAsync().AsTask()));
        Assert.Empty(load.Failures);
        Assert.True(load.Answered > 500, $"Only {load.Answered} requests were made.");
        Assert.True(load.LastTarget is "web2" or "web3", load.LastTarget);
        var stored = (await World.QuotesAsync()).ConvertAll(quote => quote.Slot.ToUnixTimeSeconds());
        Assert.All(viewers, viewer => AssertMissedNone(viewer, stored));
        Assert.Single(keys);
        Assert.Equal(keys, await store.ProtectionKeys.ReadAsync(Token));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{load.Answered} requests, none failed; {viewers.Sum(viewer => viewer.Connections)} connections of {Streams} streams."
        );
    }

    /// <summary>As ECS does: the new one is in rotation, the old one is out of it for a while, then it is stopped.</summary>
    private async Task ReplaceAsDeploymentDoesAsync(int old, int replacement)
    {
        await StartAsync(replacement);
        await Balancer.DeregisterAsync(old);
        await Task.Delay(DeregistrationDelay, TimeProvider.System, Token);
        await _web[old]!.StopAsync().WaitAsync(WebProcess.StopLimit, Token);
    }

    /// <summary>As if the balancer learns of the end only by its health check: the drain time gives it the time to.</summary>
    private async Task ReplaceBySignalOnlyAsync(int old, int replacement)
    {
        await StartAsync(replacement);
        await _web[old]!.StopAsync().WaitAsync(WebProcess.StopLimit, Token);
        await Balancer.WaitForAsync(old, "DOWN");
    }

    private async Task StartAsync(int target)
    {
        _web[target] = new WebProcess(
            _ports[target],
            World.Environment(
                ("Draining__Time", DrainTime.ToString()),
                ("Forwarding__TrustedProxies", "127.0.0.0/8"),
                ("Limits__RequestsPerMinute", "1000000"),
                ("Limits__Burst", "1000000")
            )
        );
        await _web[target]!.WaitForAsync("Now listening on");
        await Balancer.RegisterAsync(target);
    }

    private static void AssertMissedNone(StreamViewer viewer, List<long> stored)
    {
        Assert.Null(viewer.Refusal);
        var slots = viewer.Slots;
        Assert.Equal(stored.SkipWhile(slot => slot < slots[0]).TakeWhile(slot => slot <= slots[^1]), slots);
    }
}
