using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>The backfill's watermarks by interval and era: everything that the sources offer before this instant is stored.</summary>
public interface IWatermarks
{
    /// <summary>The watermark; null before the first backfill.</summary>
    Task<DateTimeOffset?> FindAsync(Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>Moves a watermark forward; an earlier instant is ignored.</summary>
    Task RaiseAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken);
}
