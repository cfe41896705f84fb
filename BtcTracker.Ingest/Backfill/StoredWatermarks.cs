using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>
/// The worker's watermarks, kept in the store so that the backfill continues where an earlier run stopped. Each move is reported.
/// </summary>
public sealed class StoredWatermarks(IPriceWriter writer, BackfillReport report) : IWatermarks
{
    /// <inheritdoc />
    public Task<DateTimeOffset?> FindAsync(Interval interval, WatermarkEra era, CancellationToken cancellationToken) =>
        writer.FindWatermarkAsync(Symbol.BtcUsd, interval, era, cancellationToken);

    /// <inheritdoc />
    public async Task RaiseAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await writer.RaiseWatermarkAsync(Symbol.BtcUsd, interval, era, instant, cancellationToken);
        await report.MovedAsync(interval, era, instant, cancellationToken);
    }
}
