using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A store with something of everything that the operator's page shows.</summary>
internal static class OperatorData
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Two quotes of which the second is unconfirmed, a gap, a source that is out and one that is left out, credits, and a running
    /// backfill.
    /// </summary>
    public static async Task FillAsync(IPriceWriter writer)
    {
        var (slot, now) = (MarketData.Slot(secondsAgo: 5), TimeProvider.System.GetUtcNow());
        await PublishAsync(writer, slot - SlotLength, 92_000m);
        await writer.TryPutQuoteAsync(
            MarketData.Quote(slot, 92_481.17m, "coinmarketcap-keyless") with
            {
                Confirmed = false,
                Spread = 0.0012m,
            },
            Cancellation
        );
        await writer.PutScheduleAsync(Schedule(slot), Cancellation);
        await writer.RecordGapAsync(new Gap(Symbol.BtcUsd, slot - (4 * SlotLength), 2, SlotLength, GapReason.Disputed), Cancellation);
        await writer.PutBackfillProgressAsync(MarketData.Backfill(days: 40), Cancellation);
        SourceStatus[] sources =
        [
            new("coinmarketcap-keyless", "MinuteLimit", now, "1,008: too many requests", BreakerState.Open, now.AddMinutes(2))
            {
                FailuresInARow = 3,
            },
            new("kraken", "Answered", now, null, BreakerState.Closed, null) { LeftOut = true },
        ];
        var credits = new SourceCredits(10_000, 8_123, now) { Spacing = TimeSpan.FromMinutes(6) };
        await writer.PutStatusAsync(new IngestStatus(now, slot, 0, 2, sources, credits), Cancellation);
    }

    /// <summary>Stores a quote and says when the next is due, as ingest does.</summary>
    public static async Task PublishAsync(IPriceWriter writer, DateTimeOffset slot, decimal price)
    {
        await writer.TryPutQuoteAsync(MarketData.Quote(slot, price), Cancellation);
        await writer.PutScheduleAsync(Schedule(slot), Cancellation);
    }

    private static IngestSchedule Schedule(DateTimeOffset slot) =>
        MarketData.Schedule(slot + SlotLength, SlotLength) with
        {
            StaleAfter = TimeSpan.FromHours(1),
        };
}
