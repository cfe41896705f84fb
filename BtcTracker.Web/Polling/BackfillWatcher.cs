using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Web.Polling;

/// <summary>Candles that backfill may have stored since the last look.</summary>
/// <param name="Interval">Their interval.</param>
/// <param name="Era">The part of the past that they are of.</param>
/// <param name="From">What opens before was complete already; null where nothing was.</param>
public sealed record Backfilled(Interval Interval, WatermarkEra Era, DateTimeOffset? From);

/// <summary>
/// Finds what backfill has stored by its watermarks, whatever the slot length: each costs half a read unit per poll, and
/// candles are read only if one has moved. It moves after its candles are stored, some minutes behind them.
/// </summary>
public sealed class BackfillWatcher(IPriceReader store)
{
    private readonly (Interval Interval, WatermarkEra Era)[] _parts =
    [
        .. Interval.Stored.Select(interval => (interval, WatermarkEra.SinceListing)),
        (Interval.OneDay, WatermarkEra.BeforeListing),
    ];

    private IReadOnlyList<DateTimeOffset?>? _known;

    /// <summary>Finds what has moved since the last look; nothing at the first.</summary>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Backfilled>> LookAsync(CancellationToken cancellationToken)
    {
        var watermarks = await Task.WhenAll(
            _parts.Select(part => store.FindWatermarkAsync(Symbol.BtcUsd, part.Interval, part.Era, cancellationToken))
        );
        var known = _known ?? watermarks;
        _known = watermarks;
        return
        [
            .. _parts
                .Select((part, at) => (part, at))
                .Where(one => watermarks[one.at] != known[one.at])
                .Select(one => new Backfilled(one.part.Interval, one.part.Era, known[one.at])),
        ];
    }
}
