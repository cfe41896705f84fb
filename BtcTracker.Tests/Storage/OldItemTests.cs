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
            Cancellation
        );
        var old = Samples.Quote("2026-10-31T23:55:00Z");

        Assert.Equal(old, await store.Reader.FindQuoteAsync(old.Symbol, old.Slot, Cancellation));
        Assert.False(
            await store.Writer.TryPutQuoteAsync(
                old with
                {
                    TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                },
                Cancellation
            )
        );
        Assert.Null((await store.Reader.FindLatestQuoteAsync(old.Symbol, old.Slot, Cancellation))?.TraceParent);
    }

    [Fact]
    public async Task A_candle_from_before_spreads_has_none_and_gives_way_to_one_of_its_rank_that_has()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = await StoreOfAsync(
            engine,
            new()
            {
                ["pk"] = new AttributeValue("C#BTC-USD#5m#2026-10"),
                ["sk"] = new AttributeValue { N = "1793490900" },
                ["o"] = new AttributeValue { N = "64000" },
                ["h"] = new AttributeValue { N = "65000" },
                ["l"] = new AttributeValue { N = "63000" },
                ["c"] = new AttributeValue { N = "64231.5" },
                ["n"] = new AttributeValue { N = "1" },
                ["rank"] = new AttributeValue { N = "1" },
                ["source"] = new AttributeValue("coinbase"),
            }
        );
        var old = Samples.Candle("2026-10-31T23:55:00Z", Interval.FiveMinutes, CandleRank.Own);
        var range = old.Interval.CandleAt(old.OpenTime);

        Assert.Equal([old], await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation));
        Assert.True(await store.Writer.TryPutCandleAsync(old with { Spread = 0.0012m }, Cancellation));
        Assert.Equal(
            [old with { Spread = 0.0012m }],
            await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation)
        );
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
            Cancellation
        );
        var old = Samples.Candle("2026-10-31", Interval.OneDay);
        var range = old.Interval.CandleAt(old.OpenTime);

        Assert.Equal([old], await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation));
        Assert.True(await store.Writer.TryPutCandleAsync(old with { Doubtful = true }, Cancellation));
        Assert.Equal(
            [old with { Doubtful = true }],
            await store.Reader.ReadCandlesAsync(old.Symbol, old.Interval, range, Cancellation).ToListAsync(Cancellation)
        );
    }

    [Fact]
    public async Task A_tick_is_stored_at_its_key()
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
            Cancellation
        );

        Assert.Equal(
            new Tick(64_231.5m, Samples.At("2026-10-31T23:55:00.25Z"), "coinbase"),
            await store.Reader.FindTickAsync(Cancellation)
        );
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
            Cancellation
        );

        var rates = await store.Reader.FindRatesAsync(Cancellation);

        Assert.Equal([new("EUR", 0.92m)], rates!.PerDollar);
        Assert.Equal(new RateOrigin("coinmarketcap", Samples.At("2026-10-31T23:55:00Z")), rates.OriginOf("EUR"));
    }

    [Fact]
    public async Task A_candle_without_a_volume_is_read_and_gives_way_to_a_better_one()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = await StoreOfAsync(
            engine,
            new()
            {
                ["pk"] = new AttributeValue("C#BTC-USD#1h#2026"),
                ["sk"] = new AttributeValue { N = "1793487600" },
                ["o"] = new AttributeValue { N = "64000" },
                ["h"] = new AttributeValue { N = "65000" },
                ["l"] = new AttributeValue { N = "63000" },
                ["c"] = new AttributeValue { N = "64231.5" },
                ["n"] = new AttributeValue { N = "12" },
                ["rank"] = new AttributeValue { N = "1" },
                ["source"] = new AttributeValue("coinbase"),
            }
        );
        var old = Samples.Candle("2026-10-31T23:00:00Z", rank: CandleRank.Own, n: 12);
        var range = new TimeRange(old.OpenTime, old.OpenTime.AddHours(1));

        Assert.Equal(
            old,
            Assert.Single(await store.Reader.ReadCandlesAsync(old.Symbol, Interval.OneHour, range, Cancellation).ToListAsync(Cancellation))
        );
        Assert.False(await store.Writer.TryPutCandleAsync(old with { N = 11 }, Cancellation));
        Assert.True(await store.Writer.TryPutCandleAsync(old with { Rank = CandleRank.Exchange, N = 1 }, Cancellation));
    }

    [Theory]
    [InlineData("NoSource", GapReason.NoSource)]
    [InlineData("NotRunning", GapReason.NotRunning)]
    [InlineData("NotStored", GapReason.NotStored)]
    public async Task A_gap_from_before_later_reasons_is_read_and_goes_on(string reason, GapReason expected)
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = await StoreOfAsync(
            engine,
            new()
            {
                ["pk"] = new AttributeValue("G#BTC-USD#2026-10"),
                ["sk"] = new AttributeValue { N = "1793490000" },
                ["n"] = new AttributeValue { N = "2" },
                ["interval"] = new AttributeValue { N = "300" },
                ["why"] = new AttributeValue(reason),
            }
        );
        var old = new Gap(Symbol.BtcUsd, Samples.At("2026-10-31T23:40:00Z"), 2, TimeSpan.FromMinutes(5), expected);
        var range = new TimeRange(old.FirstSlot, old.FirstSlot.AddHours(1));

        Assert.Equal([old], await store.Reader.ReadGapsAsync(old.Symbol, range, Cancellation).ToListAsync(Cancellation));
        await store.Writer.RecordGapAsync(old with { FirstSlot = old.End, Count = 1 }, Cancellation);
        Assert.Equal([old with { Count = 3 }], await store.Reader.ReadGapsAsync(old.Symbol, range, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_status_from_before_comparisons_and_counted_failures_is_read()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        var source = new Dictionary<string, AttributeValue>
        {
            ["name"] = new("coinbase"),
            ["outcome"] = new("Unreachable"),
            ["calledAt"] = new() { N = "1793490900" },
            ["reason"] = new("It does not respond."),
            ["breaker"] = new("Open"),
            ["nextCall"] = new() { N = "1793490960" },
        };
        using var store = await StoreOfAsync(
            engine,
            new()
            {
                ["pk"] = new AttributeValue("M#status"),
                ["sk"] = new AttributeValue { N = "0" },
                ["at"] = new AttributeValue { N = "1793490901" },
                ["outbox"] = new AttributeValue { N = "1" },
                ["missed"] = new AttributeValue { N = "2" },
                ["sources"] = new AttributeValue { L = [new() { M = source }] },
            }
        );

        var status = await store.Reader.FindStatusAsync(Cancellation);

        var at = Samples.At("2026-10-31T23:55:00Z");
        Assert.Equal(
            (at.AddSeconds(1), null, 1, 2L, null, null),
            (status!.UpdatedAt, status.LastStoredSlot, status.OutboxLength, status.MissedSlots, status.Credits, status.ComparedAt)
        );
        Assert.Equal(
            [new SourceStatus("coinbase", "Unreachable", at, "It does not respond.", BreakerState.Open, at.AddMinutes(1))],
            status.Sources
        );
    }

    [Fact]
    public async Task A_schedule_from_before_ticks_has_none()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = await StoreOfAsync(
            engine,
            new()
            {
                ["pk"] = new AttributeValue("M#schedule"),
                ["sk"] = new AttributeValue { N = "0" },
                ["mode"] = new AttributeValue("Live"),
                ["interval"] = new AttributeValue { N = "300" },
                ["nextSlot"] = new AttributeValue { N = "1793490900" },
                ["staleAfter"] = new AttributeValue { N = "900" },
            }
        );

        var expected = new IngestSchedule(
            MarketMode.Live,
            TimeSpan.FromMinutes(5),
            Samples.At("2026-10-31T23:55:00Z"),
            TimeSpan.FromMinutes(15)
        );
        Assert.Equal(expected, await store.Reader.FindScheduleAsync(Cancellation));
    }

    private static async Task<PriceStoreHost> StoreOfAsync(EmbeddedStore engine, Dictionary<string, AttributeValue> item)
    {
        var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.PutAsync(item, Cancellation);
        return store;
    }
}
