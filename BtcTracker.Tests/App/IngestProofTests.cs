using BtcTracker.Ingest;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;

namespace BtcTracker.Tests.App;

/// <summary>Each stored quote can be traced to the body that it came from.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class IngestProofTests : IAsyncLifetime
{
    private const string Taken = "already has a quote";

    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Theory]
    [InlineData("demo:coinmarketcap-keyless", "Ingest__Interval", "2s")]
    [InlineData("demo:coinbase", "Sources__CoinMarketCap__BaseAddress", "http://127.0.0.1:1")]
    public async Task Every_stored_body_of_a_run_gives_the_stored_quote_field_by_field(string source, string setting, string value)
    {
        await using var ingest = new IngestProcess(World.Environment((setting, value)));
        // On a slow machine another source may be used for a slot; its body is stored too.
        await ingest.WaitForAsync($"from {source}", times: 3);
        await ingest.StopAsync();

        await AssertEachIsProvedAsync();
        Assert.Contains(await World.QuotesAsync(), quote => quote.Source == source);
    }

    [Fact]
    public async Task Twins_never_prove_each_others_quotes()
    {
        await using var one = new IngestProcess(World.Environment());
        await using var two = new IngestProcess(World.Environment(("Sources__CoinMarketCap__BaseAddress", "http://127.0.0.1:1")));
        await Eventually.IsTrueAsync(() => one.CountOf(Taken) + two.CountOf(Taken) >= 2, Token);
        await Task.WhenAll(one.StopAsync(), two.StopAsync());

        await AssertEachIsProvedAsync();
    }

    [Fact]
    public async Task A_put_whose_answer_was_lost_still_gets_its_body_and_a_twins_quote_gets_no_other()
    {
        var (slot, proofs) = (IngestParts.Noon, new QuoteBodies(World.Writer, World.Reader, IngestParts.StoreCalls(TimeProvider.System)));
        var quote = IngestParts.Quote(60_000m, slot);
        await World.Writer.TryPutQuoteAsync(quote, Token);

        await proofs.PutAsync(quote with { Price = 60_001m }, "the twin's", wasStored: false, Token);
        Assert.Null(await World.Reader.FindRawReadingAsync(Symbol.BtcUsd, slot, Token));

        // Its trace is no part of what was read.
        await proofs.PutAsync(
            quote with
            {
                TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            },
            "its own",
            wasStored: false,
            Token
        );
        Assert.Equal(
            new RawReading(Symbol.BtcUsd, slot, quote.Source, "its own"),
            await World.Reader.FindRawReadingAsync(Symbol.BtcUsd, slot, Token)
        );
    }

    [Fact]
    public async Task A_body_whose_quote_cannot_be_looked_up_waits_until_the_store_is_back()
    {
        var (slot, log) = (IngestParts.Noon, new LogKeeper<StoreCalls>());
        var proofs = new QuoteBodies(World.Writer, World.Reader, new StoreCalls(IngestParts.Metrics(), TimeProvider.System, log));
        var quote = IngestParts.Quote(60_000m, slot);
        await World.Writer.TryPutQuoteAsync(quote, Token);
        await World.Writer.TryPutQuoteAsync(quote with { Slot = slot.AddSeconds(1) }, Token);
        await World.Store.KillAsync();

        var own = proofs.PutAsync(quote, "its own", wasStored: false, Token);
        var twins = proofs.PutAsync(quote with { Slot = slot.AddSeconds(1), Price = 60_001m }, "the twin's", wasStored: false, Token);
        await Eventually.IsTrueAsync(() => log.Lines.Count >= 4, Token);
        Assert.False(own.IsCompleted || twins.IsCompleted);
        await World.Store.StartAgainAsync(Token);
        await Task.WhenAll(own, twins);

        Assert.Equal(
            [new RawReading(Symbol.BtcUsd, slot, quote.Source, "its own")],
            await World.Reader.ReadRawReadingsAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token)
        );
    }

    private async Task AssertEachIsProvedAsync()
    {
        var quotes = await World.QuotesAsync();
        var bodies = await World
            .Reader.ReadRawReadingsAsync(Symbol.BtcUsd, Always, Token)
            .ToDictionaryAsync(raw => raw.Slot, cancellationToken: Token);
        Assert.NotEmpty(quotes);
        Assert.Equal(quotes.Select(quote => quote.Slot), bodies.Keys.Order());

        // The spread is of several bodies, and whether a quote is confirmed too.
        Assert.All(
            quotes,
            quote => Assert.Equal(quote with { Spread = null, Confirmed = true }, StoredBodies.ToQuote(bodies[quote.Slot], quote.AsOf))
        );
    }
}
