using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>What a source keeps back or gets wrong stays asked for: the watermark in a real store is right.</summary>
[Trait("Level", "App")]
public sealed class IngestWatermarkTests : IAsyncLifetime
{
    private static readonly BackfillPlan FiveDays = new(Interval.FiveMinutes, TimeSpan.FromDays(5));

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly StubCandleSource _source = new();
    private IngestWorld? _world;
    private IHost? _ingest;

    private IngestWorld World => _world!;

    private DateTimeOffset End => Interval.FiveMinutes.OpenTimeOf(_clock.GetUtcNow());

    private DateTimeOffset Wrong => End.AddDays(-5) + (10 * Interval.FiveMinutes.Length);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateBuilder(World.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ICandleSource>(_source);
        _ingest = builder.Build();
        await World.Writer.EnsureTableAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task A_source_that_returns_no_days_is_not_trusted_and_called_again()
    {
        _source.Answer = (_, _) => [];
        Assert.Equal(SourceFailure.InvalidBody, (await Assert.ThrowsAsync<SourceException>(BackfillAsync)).Failure);
        Assert.Null(await WatermarkAsync());

        _source.Answer = StubCandleSource.Whole;
        await BackfillAsync();

        Assert.Equal(End, await WatermarkAsync());
        Assert.Equal(5 * 288, (await World.CandlesAsync(Interval.FiveMinutes)).Count);
    }

    [Fact]
    public async Task Silence_about_some_hours_leaves_the_watermark_where_it_is()
    {
        var watermark = End.AddHours(-3);
        await World.Writer.RaiseWatermarkAsync(Symbol.BtcUsd, Interval.FiveMinutes, WatermarkEra.SinceListing, watermark, Token);
        _source.Answer = (_, _) => [];

        await BackfillAsync();

        Assert.Equal(watermark, await WatermarkAsync());
    }

    [Fact]
    public async Task Candles_that_are_not_out_yet_are_asked_for_again()
    {
        _source.Answer = (interval, range) =>
            StubCandleSource.Whole(interval, range).Where(candle => candle.CloseTime <= End.AddMinutes(-10));
        await BackfillAsync();
        Assert.Equal(Interval.FiveMinutes.OpenTimeOf(_clock.GetUtcNow() - TimeSpan.FromMinutes(10)), await WatermarkAsync());

        _source.Answer = StubCandleSource.Whole;
        await BackfillAsync();

        Assert.Equal(5 * 288, (await World.CandlesAsync(Interval.FiveMinutes)).Count);
    }

    [Fact]
    public async Task Candles_of_an_hour_by_which_the_clock_is_ahead_are_asked_for_again()
    {
        _source.Answer = (interval, range) => StubCandleSource.Whole(interval, range).Where(candle => candle.CloseTime <= End.AddHours(-1));
        await BackfillAsync();
        Assert.Equal(End.AddHours(-1), await WatermarkAsync());

        _source.Answer = StubCandleSource.Whole;
        await BackfillAsync();

        Assert.Equal(5 * 288, (await World.CandlesAsync(Interval.FiveMinutes)).Count);
    }

    [Fact]
    public async Task A_wrong_candle_is_asked_for_again_until_it_is_right()
    {
        _source.Answer = WithAWrongOne;
        await Assert.ThrowsAsync<SourceException>(BackfillAsync);
        Assert.Equal(Wrong, await WatermarkAsync());

        _source.Answer = StubCandleSource.Whole;
        await BackfillAsync();

        Assert.Contains(await World.CandlesAsync(Interval.FiveMinutes), candle => candle.OpenTime == Wrong);
    }

    [Fact]
    public async Task A_candle_that_stays_wrong_does_not_stop_history_for_ever()
    {
        _source.Answer = WithAWrongOne;
        for (var tries = 1; tries < CandleBackfill.MostTries; tries++)
        {
            await Assert.ThrowsAsync<SourceException>(BackfillAsync);
        }

        await BackfillAsync();

        Assert.Equal(End, await WatermarkAsync());
        Assert.Equal((5 * 288) - 1, (await World.CandlesAsync(Interval.FiveMinutes)).Count);
    }

    private IEnumerable<Candle> WithAWrongOne(Interval interval, TimeRange range) =>
        StubCandleSource.Whole(interval, range).Select(candle => candle.OpenTime == Wrong ? candle with { Close = 0 } : candle);

    private Task BackfillAsync() => _ingest!.Services.GetRequiredService<CandleBackfill>().RunAsync(FiveDays, Token);

    private Task<DateTimeOffset?> WatermarkAsync() =>
        World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.FiveMinutes, WatermarkEra.SinceListing, Token);
}
