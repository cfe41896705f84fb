using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Recorded;

namespace BtcTracker.Tests.App;

/// <summary>The last of the sources in a live run, with the others out of reach.</summary>
[Trait("Level", "App")]
public sealed class LastSourceTests : IAsyncLifetime
{
    private const string Nowhere = "http://127.0.0.1:1";

    private IngestWorld? _world;
    private StubServer? _kraken;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kraken = (await StubServer.StartAsync(Token)).Answer("/0/public/Ticker", KrakenBodyTests.Ticker);
        _world = await IngestWorld.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await _kraken!.DisposeAsync();
    }

    [Fact]
    public async Task Krakens_price_is_stored_with_its_proof_where_nobody_else_answers()
    {
        var environment = World.Environment(
            ("Market__Mode", "live"),
            ("Ingest__Interval", "5m"),
            ("Sources__CoinMarketCap__BaseAddress", Nowhere),
            ("Sources__Coinbase__BaseAddress", Nowhere),
            ("Sources__Kraken__BaseAddress", _kraken!.Address.OriginalString)
        );
        await using var ingest = new IngestProcess(environment, "--once");
        Assert.Equal(0, await ingest.ExitCodeAsync());

        var quote = Assert.Single(await World.QuotesAsync());
        var raw = await World.Reader.FindRawReadingAsync(Symbol.BtcUsd, quote.Slot, Token);
        Assert.Null(await World.Reader.FindTickAsync(Token));
        Assert.Equal(("kraken", 63800.8m), (quote.Source, quote.Price));
        Assert.False(quote.Confirmed);
        Assert.Equal(quote with { Confirmed = true }, StoredBodies.ToQuote(raw!, quote.AsOf));
        var sources = (await World.Reader.FindStatusAsync(Token))!.Sources;
        Assert.Equal(
            [("coinmarketcap-keyless", "Unreachable"), ("coinbase", "Unreachable"), ("kraken", "Answered")],
            sources.Select(source => (source.Name, source.Outcome!))
        );
    }
}
