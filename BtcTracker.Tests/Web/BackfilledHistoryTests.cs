using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Polling;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Web;

/// <summary>What backfill stores between slots that are hours apart reaches a web process that is running already.</summary>
[Trait("Level", "Web")]
public sealed class BackfilledHistoryTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(61);

    private static readonly DateTimeOffset Start = Interval.FiveMinutes.OpenTimeOf(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_candle_is_seen_within_a_minute_however_distant_the_next_slot_is()
    {
        var clock = new ManualTimeProvider(Start);
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Start, 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(Start.AddHours(6), TimeSpan.FromHours(6)), Cancellation);
        await store.Writer.RaiseWatermarkAsync(
            Symbol.BtcUsd,
            Interval.FiveMinutes,
            WatermarkEra.SinceListing,
            Start.AddHours(-1),
            Cancellation
        );
        var current = new CurrentSnapshot(clock);
        using var reader = new SnapshotReader(store.Reader, current, clock, NullLogger<SnapshotReader>.Instance);
        await reader.StartAsync(Cancellation);
        await AdvanceAsync(clock, TimeSpan.Zero);

        // Until history is read whole so seldom that only the next poll can find it.
        while (clock.GetUtcNow() < Start.AddMinutes(55))
        {
            await AdvanceAsync(clock, Look);
        }

        var candle = Samples.Candle("2026-11-20T12:00Z", Interval.FiveMinutes) with { OpenTime = Start.AddMinutes(-40) };
        await store.Writer.TryPutCandleAsync(candle, Cancellation);
        await store.Writer.RaiseWatermarkAsync(
            Symbol.BtcUsd,
            Interval.FiveMinutes,
            WatermarkEra.SinceListing,
            Start.AddMinutes(-35),
            Cancellation
        );
        await AdvanceAsync(clock, Look);
        await reader.StopAsync(Cancellation);

        Assert.NotNull(current.Value.History.Find(Interval.FiveMinutes, candle.OpenTime));
    }

    /// <summary>Moves the clock, and waits until the reader waits for its next look.</summary>
    private static Task AdvanceAsync(ManualTimeProvider clock, TimeSpan by)
    {
        clock.Advance(by);
        return Eventually.IsTrueAsync(() => clock.WaitingTimers == 1, Cancellation);
    }
}
