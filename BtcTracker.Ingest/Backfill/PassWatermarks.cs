using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>The watermarks of one pass, in memory: initially empty, and independent of the worker's.</summary>
public sealed class PassWatermarks : IWatermarks
{
    private readonly Dictionary<(Interval, WatermarkEra), DateTimeOffset> _instants = [];

    /// <inheritdoc />
    public Task<DateTimeOffset?> FindAsync(Interval interval, WatermarkEra era, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(_instants.TryGetValue((interval, era), out var instant) ? instant : null);

    /// <inheritdoc />
    public Task RaiseAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (!_instants.TryGetValue((interval, era), out var known) || known < instant)
        {
            _instants[(interval, era)] = instant;
        }

        return Task.CompletedTask;
    }
}
