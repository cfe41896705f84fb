using Amazon.DynamoDBv2.Model;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>Items as earlier versions wrote them: attributes that came later are absent.</summary>
[Trait("Level", "Storage")]
public sealed class OldItemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quote_from_before_traces_opens_and_stays_as_it_is()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.PutAsync(
            new()
            {
                ["pk"] = new AttributeValue("Q#BTC-USD#2026-10"),
                ["sk"] = new AttributeValue { N = "1793490900" },
                ["price"] = new AttributeValue { N = "64231.5" },
                ["asOf"] = new AttributeValue { N = "1793490900" },
                ["source"] = new AttributeValue("coinbase"),
            },
            Cancellation);
        var old = Samples.Quote("2026-10-31T23:55:00Z");

        Assert.Equal(old, await store.Reader.FindQuoteAsync(old.Symbol, old.Slot, Cancellation));
        Assert.False(await store.Writer.TryPutQuoteAsync(old with { TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" }, Cancellation));
        Assert.Null((await store.Reader.FindLatestQuoteAsync(old.Symbol, old.Slot, Cancellation))?.TraceParent);
    }

    [Fact]
    public async Task A_candle_from_before_doubts_is_not_doubtful_and_gives_way_to_one_of_its_rank_that_is()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.PutAsync(
            new()
            {
                ["pk"] = new AttributeValue("C#BTC-USD#1d#2020s"),
                ["sk"] = new AttributeValue { N = "1793404800" },
                ["o"] = new AttributeValue { N = "64000" },
                ["h"] = new AttributeValue { N = "65000" },
                ["l"] = new AttributeValue { N = "63000" },
                ["c"] = new AttributeValue { N = "64231.5" },
                ["n"] = new AttributeValue { N = "1" },
                ["rank"] = new AttributeValue { N = "2" },
                ["source"] = new AttributeValue("coinbase"),
            },
            Cancellation);
        var old = Samples.Candle("2026-10-31", Interval.OneDay);
        var range = old.Interval.CandleAt(old.OpenTime);

        Assert.Equal([old], await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation));
        Assert.True(await store.Writer.TryPutCandleAsync(old with { Doubtful = true }, Cancellation));
        Assert.Equal([old with { Doubtful = true }], await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_tick_stands_at_its_key()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.PutAsync(
            new()
            {
                ["pk"] = new AttributeValue("M#tick"),
                ["sk"] = new AttributeValue { N = "0" },
                ["price"] = new AttributeValue { N = "64231.5" },
                ["asOf"] = new AttributeValue { N = "1793490900.25" },
                ["source"] = new AttributeValue("coinbase"),
            },
            Cancellation);

        Assert.Equal(new Tick(64_231.5m, Samples.At("2026-10-31T23:55:00.25Z"), "coinbase"), await store.Reader.FindTickAsync(Cancellation));
    }

    [Fact]
    public async Task Rates_from_before_there_were_two_sources_are_all_of_their_one()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.PutAsync(
            new()
            {
                ["pk"] = new AttributeValue("X#USD"),
                ["sk"] = new AttributeValue { N = "1793404800" },
                ["asOf"] = new AttributeValue { N = "1793490900" },
                ["source"] = new AttributeValue("coinmarketcap"),
                ["EUR"] = new AttributeValue { N = "0.92" },
            },
            Cancellation);

        var rates = await store.Reader.FindRatesAsync(Cancellation);

        Assert.Equal([new("EUR", 0.92m)], rates!.PerDollar);
        Assert.Equal(new RateOrigin("coinmarketcap", Samples.At("2026-10-31T23:55:00Z")), rates.OriginOf("EUR"));
    }
}
