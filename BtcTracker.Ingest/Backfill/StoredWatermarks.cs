using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>The worker's watermarks: they are kept in the store, so that backfill goes on where an earlier run stopped.</summary>
public sealed class StoredWatermarks(IPriceWriter writer) : IWatermarks
{
    /// <inheritdoc />
    public Task<DateTimeOffset?> FindAsync(Interval interval, WatermarkEra era, CancellationToken cancellationToken) =>
        writer.FindWatermarkAsync(Symbol.BtcUsd, interval, era, cancellationToken);

    /// <inheritdoc />
    public Task RaiseAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken) =>
        writer.RaiseWatermarkAsync(Symbol.BtcUsd, interval, era, instant, cancellationToken);
}
