using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>Backfill over HTTP from a simulated market into a real store, at a frozen time.</summary>
[Trait("Level", "App")]
public sealed class IngestBackfillTests : IAsyncLifetime
{
    private static readonly BackfillPlan FiveDays = new(Interval.FiveMinutes, TimeSpan.FromDays(5));

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private IngestWorld? _world;
    private IHost? _ingest;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateBuilder(World.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<FailingSource>();
        builder.Services.AddSingleton<ICandleSource>(services => services.GetRequiredService<FailingSource>());
        _ingest = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task Closed_candles_equal_the_markets_and_the_forming_one_stays_own()
    {
        var forming = Own(Interval.OneHour, Interval.OneHour.OpenTimeOf(_clock.GetUtcNow()));
        var closed = Own(Interval.OneHour, forming.OpenTime.AddHours(-1));
        await World.Writer.EnsureTableAsync(Token);
        await World.Writer.TryPutCandlesAsync([forming, closed], Token);

        await BackfillAsync(new BackfillPlan(Interval.OneHour, TimeSpan.FromDays(20)));

        var expected = MarketCandles(Interval.OneHour, forming.OpenTime.AddDays(-20), forming.OpenTime);
        Assert.Equal([.. expected, forming], await World.CandlesAsync(Interval.OneHour));
    }

    [Fact]
    public async Task An_exchanges_candle_keeps_the_spread_of_the_own_one_that_it_replaces_and_none_of_an_import()
    {
        var end = Interval.FiveMinutes.OpenTimeOf(_clock.GetUtcNow());
        var (own, import) = (end.AddMinutes(-5), end.AddMinutes(-10));
        await World.Writer.EnsureTableAsync(Token);
        await World.Writer.TryPutCandlesAsync(
            [
                Own(Interval.FiveMinutes, own) with
                {
                    Spread = 0.0012m,
                },
                // A single imported price, which any other candle replaces.
                Own(Interval.FiveMinutes, import) with
                {
                    Spread = 0.5m,
                    Rank = CandleRank.OnePrice,
                },
            ],
            Token
        );

        await BackfillAsync(BackfillPlan.All[0]);
        await BackfillAsync(FiveDays);

        var stored = await World.CandlesAsync(Interval.FiveMinutes);
        Assert.Equal([null, 0.0012m], stored.TakeLast(2).Select(candle => candle.Spread));
        Assert.Equal(MarketCandles(Interval.FiveMinutes, import, end), stored.TakeLast(2).Select(candle => candle with { Spread = null }));
    }

    [Fact]
    public async Task Backfill_that_was_cut_short_goes_on_at_its_watermark()
    {
        var source = _ingest!.Services.GetRequiredService<FailingSource>();
        source.AnswersLeft = 3;
        await Assert.ThrowsAsync<SourceException>(() => BackfillAsync(FiveDays));
        var end = Interval.FiveMinutes.OpenTimeOf(_clock.GetUtcNow());
        var start = end.AddDays(-5);
        var watermark = start + (3 * source.MostCandles * Interval.FiveMinutes.Length);
        Assert.Equal(
            watermark,
            await World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.FiveMinutes, WatermarkEra.SinceListing, Token)
        );

        source.AnswersLeft = int.MaxValue;
        source.Asked.Clear();
        await BackfillAsync(FiveDays);

        Assert.Equal(watermark, source.Asked[0].From);
        Assert.Equal(MarketCandles(Interval.FiveMinutes, start, end), await World.CandlesAsync(Interval.FiveMinutes));
        Assert.Equal(end, await World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.FiveMinutes, WatermarkEra.SinceListing, Token));
    }

    [Fact]
    public async Task The_day_that_the_page_opens_with_is_stored_before_anything_else_and_only_once()
    {
        var source = _ingest!.Services.GetRequiredService<FailingSource>();
        var advance = BackfillPlan.All[0];
        var end = Interval.FiveMinutes.OpenTimeOf(_clock.GetUtcNow());

        await BackfillAsync(advance);

        Assert.Equal(MarketCandles(Interval.FiveMinutes, end.AddDays(-1), end), await World.CandlesAsync(Interval.FiveMinutes));
        Assert.Null(await World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.FiveMinutes, WatermarkEra.SinceListing, Token));

        await BackfillAsync(FiveDays);
        source.Asked.Clear();
        await BackfillAsync(advance);

        Assert.Empty(source.Asked);
        Assert.Equal(MarketCandles(Interval.FiveMinutes, end.AddDays(-5), end), await World.CandlesAsync(Interval.FiveMinutes));
    }

    [Fact]
    public async Task Backfill_that_is_done_asks_for_nothing_until_a_candle_closes()
    {
        var source = _ingest!.Services.GetRequiredService<FailingSource>();
        await BackfillAsync(FiveDays);
        source.Asked.Clear();

        await BackfillAsync(FiveDays);

        Assert.Empty(source.Asked);
    }

    private static Candle Own(Interval interval, DateTimeOffset openTime) =>
        StubCandleSource.At(interval, openTime) with
        {
            N = 360,
            Rank = CandleRank.Own,
            Source = "demo:coinmarketcap-keyless",
        };

    /// <summary>What the market itself says, as an exchange's candles are stored.</summary>
    private IEnumerable<Candle> MarketCandles(Interval interval, DateTimeOffset from, DateTimeOffset to) =>
        new DemoMarket(IngestWorld.Seed)
            .Candles(interval, new TimeRange(from, to), _clock.GetUtcNow())
            .Select(candle => candle with { N = 1, Rank = CandleRank.Exchange, Source = "demo:coinbase" });

    private Task BackfillAsync(BackfillPlan plan) => _ingest!.Services.GetRequiredService<CandleBackfill>().RunAsync(plan, Token);

    /// <summary>The real source, which fails after as many answers as a test allows.</summary>
    private sealed class FailingSource(CoinbaseSource coinbase) : ICandleSource
    {
        public int AnswersLeft { get; set; } = int.MaxValue;

        public List<TimeRange> Asked { get; } = [];

        public string Name => coinbase.Name;

        public int MostCandles => coinbase.MostCandles;

        public DateTimeOffset Beginning => coinbase.Beginning;

        public bool IsContinuous => coinbase.IsContinuous;

        public Task<IReadOnlyList<Candle>> ReadCandlesAsync(
            Symbol symbol,
            Interval interval,
            TimeRange range,
            CancellationToken cancellationToken
        )
        {
            Asked.Add(range);
            return AnswersLeft-- > 0
                ? coinbase.ReadCandlesAsync(symbol, interval, range, cancellationToken)
                : throw new SourceException(SourceFailure.Unreachable, "It was unplugged.");
        }
    }
}
