using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>How far backfill has come, by interval and era: an instant before which everything that the sources offer is stored.</summary>
public interface IWatermarks
{
    /// <summary>The watermark; null before the first backfill.</summary>
    Task<DateTimeOffset?> FindAsync(Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>Moves a watermark forward; an earlier instant than the known one changes nothing.</summary>
    Task RaiseAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken);
}
