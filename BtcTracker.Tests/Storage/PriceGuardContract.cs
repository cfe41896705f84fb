using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises to keep, on every engine: guards, roll-ups, schedule and watermarks.</summary>
public abstract class PriceGuardContract(EngineFixture engine) : IDisposable
{
    private const string Hour = "2026-10-31T12:00:00Z";

    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    public static TheoryData<int[]> Orders { get; } =
    [new[] { 1, 2, 3 }, new[] { 1, 3, 2 }, new[] { 2, 1, 3 }, new[] { 2, 3, 1 }, new[] { 3, 1, 2 }, new[] { 3, 2, 1 }];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_best_origin_is_kept_whatever_the_order_of_arrival(int[] order)
    {
        foreach (var rank in order)
        {
            await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, rank: (CandleRank)rank, close: rank), Cancellation);
        }

        Assert.Equal(Samples.Candle(Hour, rank: CandleRank.Import, close: 3m), await StoredAsync());
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Of_one_origin_the_candle_of_most_samples_is_kept_whatever_the_order(int[] order)
    {
        foreach (var n in order)
        {
            await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, rank: CandleRank.Own, n: n, close: n), Cancellation);
        }

        Assert.Equal(Samples.Candle(Hour, rank: CandleRank.Own, n: 3, close: 3m), await StoredAsync());
    }

    [Fact]
    public async Task A_wrong_candle_is_replaced_also_by_one_of_fewer_samples_and_only_while_it_is_stored()
    {
        var wrong = Samples.Candle("2026-10-31T12:00Z", rank: CandleRank.Own, n: 12);
        var right = wrong with { N = 11, High = 64_900m };
        await _store.Writer.EnsureTableAsync(Cancellation);
        await _store.Writer.TryPutCandleAsync(wrong, Cancellation);

        Assert.False(await _store.Writer.TryPutCandleAsync(right, Cancellation));
        Assert.True(await _store.Writer.TryReplaceCandleAsync(wrong, right, Cancellation));
        Assert.False(await _store.Writer.TryReplaceCandleAsync(wrong, right with { High = 64_800m }, Cancellation));

        Assert.Equal(
            [right],
            await _store
                .Reader.ReadCandlesAsync(right.Symbol, right.Interval, right.Interval.CandleAt(right.OpenTime), Cancellation)
                .ToListAsync(Cancellation)
        );
    }

    [Fact]
    public async Task A_traded_candle_is_not_replaced_by_a_sampled_one_of_many_quotes()
    {
        var traded = Samples.Candle(Hour);
        Assert.True(await _store.Writer.TryPutCandleAsync(traded, Cancellation));

        Assert.False(await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, rank: CandleRank.Own, n: 60), Cancellation));
        Assert.Equal(traded, await StoredAsync());
    }

    [Fact]
    public async Task A_candle_of_the_same_rank_and_samples_is_corrected()
    {
        await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, close: 1m), Cancellation);

        Assert.True(await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, close: 2m), Cancellation));
        Assert.Equal(2m, (await StoredAsync()).Close);
    }

    [Fact]
    public async Task Many_candles_are_stored_under_the_same_guard_and_counted()
    {
        var start = Samples.At(Hour);
        var candles = Enumerable.Range(0, 200).Select(hour => Samples.Candle(Hour) with { OpenTime = start.AddHours(-hour) }).ToList();
        await _store.Writer.TryPutCandleAsync(Samples.Candle(Hour, rank: CandleRank.Import, close: 7m), Cancellation);

        Assert.Equal(199, await _store.Writer.TryPutCandlesAsync(candles, Cancellation));
        Assert.Equal(7m, (await StoredAsync()).Close);
    }

    [Fact]
    public async Task An_own_candle_is_recomputed_from_the_quotes_of_its_interval()
    {
        await PutQuotesAsync(("11:59:00", 9m), ("12:10:00", 3m), ("12:00:00", 2m), ("12:59:00", 4m), ("12:20:00", 1m), ("13:00:00", 9m));

        Assert.True(
            await _store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, Interval.OneHour, Samples.At("2026-10-31T12:20:00Z"), Cancellation)
        );

        var own = Samples.Candle(Hour, rank: CandleRank.Own, n: 4) with { Open = 2m, High = 4m, Low = 1m, Close = 4m, Source = "coinbase" };
        Assert.Equal(own, await StoredAsync());
    }

    [Fact]
    public async Task An_own_candle_has_the_spread_of_its_quotes()
    {
        await PutQuotesAsync(("12:00:00", 2m));
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T12:15:00Z", 3m) with { Spread = 0.00123457m }, Cancellation);

        await _store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, Interval.OneHour, Samples.At(Hour), Cancellation);

        Assert.Equal(0.00123457m, (await StoredAsync()).Spread);
    }

    [Fact]
    public async Task Rolling_up_twice_changes_nothing()
    {
        await PutQuotesAsync(("12:00:00", 2m), ("12:10:00", 3m));
        await _store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, Interval.OneHour, Samples.At(Hour), Cancellation);
        var once = await StoredAsync();

        await _store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, Interval.OneHour, Samples.At(Hour), Cancellation);
        Assert.Equal(once, await StoredAsync());
    }

    [Fact]
    public async Task An_interval_without_quotes_gets_no_candle()
    {
        await _store.Writer.EnsureTableAsync(Cancellation);

        Assert.False(await _store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, Interval.OneDay, Samples.At(Hour), Cancellation));
    }

    [Fact]
    public async Task The_schedule_is_replaced_whole()
    {
        var schedule = new IngestSchedule(MarketMode.Replay, TimeSpan.FromSeconds(10), Samples.At(Hour), TimeSpan.FromHours(3))
        {
            TickPeriod = TimeSpan.FromSeconds(2.5),
        };
        await _store.Writer.PutScheduleAsync(schedule, Cancellation);
        await _store.Writer.PutScheduleAsync(schedule with { NextSlot = Samples.At("2026-10-31T12:00:10Z") }, Cancellation);

        Assert.Equal(schedule with { NextSlot = Samples.At("2026-10-31T12:00:10Z") }, await _store.Reader.FindScheduleAsync(Cancellation));
    }

    [Fact]
    public async Task A_tick_takes_the_place_of_the_one_before_and_is_no_quote()
    {
        Assert.Null(await _store.Reader.FindTickAsync(Cancellation));
        var tick = new Tick(64_231.123456789m, Samples.At("2026-10-31T12:00:20.1234567Z"), "coinbase");
        Assert.True(await _store.Writer.TryPutTickAsync(new Tick(1m, tick.AsOf.AddSeconds(-10), "kraken"), Cancellation));
        Assert.True(await _store.Writer.TryPutTickAsync(tick, Cancellation));

        Assert.Equal(tick, await _store.Reader.FindTickAsync(Cancellation));
        Assert.Null(await _store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At("2026-11-01"), Cancellation));
    }

    [Fact]
    public async Task A_slow_twins_tick_does_not_replace_a_newer_one_but_one_that_a_fast_clock_left_is_replaced()
    {
        var tick = new Tick(64_231.5m, Samples.At("2026-10-31T12:00:20Z"), "coinbase");
        await _store.Writer.TryPutTickAsync(tick, Cancellation);

        Assert.False(await _store.Writer.TryPutTickAsync(tick with { AsOf = tick.AsOf.AddSeconds(-10), Price = 1m }, Cancellation));
        Assert.Equal(tick, await _store.Reader.FindTickAsync(Cancellation));
        Assert.True(await _store.Writer.TryPutTickAsync(tick with { AsOf = tick.AsOf.AddHours(-1), Price = 2m }, Cancellation));
        Assert.Equal(2m, (await _store.Reader.FindTickAsync(Cancellation))!.Price);
    }

    [Fact]
    public async Task A_watermark_never_moves_back()
    {
        Assert.Null(await _store.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, Cancellation));
        await _store.Writer.RaiseWatermarkAsync(
            Symbol.BtcUsd,
            Interval.OneDay,
            WatermarkEra.SinceListing,
            Samples.At("2026-10-02"),
            Cancellation
        );
        await _store.Writer.RaiseWatermarkAsync(
            Symbol.BtcUsd,
            Interval.OneDay,
            WatermarkEra.SinceListing,
            Samples.At("2026-10-01"),
            Cancellation
        );

        Assert.Equal(
            Samples.At("2026-10-02"),
            await _store.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, Cancellation)
        );
        Assert.Null(await _store.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneHour, WatermarkEra.SinceListing, Cancellation));
    }

    private async Task PutQuotesAsync(params (string Time, decimal Price)[] quotes)
    {
        foreach (var (time, price) in quotes)
        {
            await _store.Writer.TryPutQuoteAsync(Samples.Quote($"2026-10-31T{time}Z", price), Cancellation);
        }
    }

    private async Task<Candle> StoredAsync()
    {
        var range = Interval.OneHour.CandleAt(Samples.At(Hour));
        return Assert.Single(
            await _store.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, range, Cancellation).ToListAsync(Cancellation)
        );
    }
}

[Trait("Level", "Storage")]
public sealed class PriceGuardOnDynoxideTests(DynoxideFixture engine) : PriceGuardContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class PriceGuardOnDynaliteTests(DynaliteFixture engine) : PriceGuardContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class PriceGuardOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : PriceGuardContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
