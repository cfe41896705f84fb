using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Live ticks of ingest as a process, of a simulated market in a real store; the slots are too long to be of any help.</summary>
[Trait("Level", "App")]
public sealed class IngestTickTests : IAsyncLifetime
{
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Slow]
    [Fact]
    public async Task Ticks_follow_the_market_from_Coinbase_or_Kraken_and_make_no_history()
    {
        await using var ingest = Ingest();
        var first = await TickAsync(tick => tick.Source == "demo:coinbase");
        await TickAsync(tick => tick.Source == "demo:coinbase" && tick.AsOf > first.AsOf);
        await World.Market.FaultAsync(new { route = "/products", status = 503 });
        await TickAsync(tick => tick.Source == "demo:kraken");
        await ingest.StopInTimeAsync();

        Assert.Single(await World.QuotesAsync());
        Assert.Empty(ingest.Errors);
    }

    [Slow]
    [Theory]
    [InlineData("""{"route": "*", "price": "jump", "factor": 10}""")]
    [InlineData("""{"route": "*", "price": "NaN"}""")]
    [InlineData("""{"route": "*", "body": "cut"}""")]
    public async Task What_is_no_price_is_no_tick_until_the_market_is_right_again(string fault)
    {
        await using var ingest = Ingest();
        await TickAsync(_ => true);
        await World.Market.FaultAsync(fault);
        await ingest.WaitForAsync("No live tick at the moment");
        var last = await TickAsync(_ => true);
        await World.Market.ClearFaultsAsync();
        await ingest.WaitForAsync("Live ticks are back");
        var next = await TickAsync(tick => tick.AsOf > last.AsOf);
        await ingest.StopInTimeAsync();

        Assert.All([last, next], tick => Assert.InRange(tick.Price, 10_000m, 1_000_000m));
    }

    private IngestProcess Ingest() => new(World.Environment(("Ingest__Interval", "24h"), ("Ingest__Tick", "4s")));

    private async Task<Tick> TickAsync(Predicate<Tick> expected) =>
        (await Eventually.GetAsync(() => World.Reader.FindTickAsync(Token), tick => tick is not null && expected(tick), Token))!;
}
