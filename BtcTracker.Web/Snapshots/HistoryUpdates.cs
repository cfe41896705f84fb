using BtcTracker.Market.Storage;

namespace BtcTracker.Web.Snapshots;

/// <summary>Reads what is stored besides the candles of new quotes: everything at the start, then what backfill and imports add.</summary>
public sealed class HistoryUpdates(IPriceReader store, TimeProvider clock)
{
    private readonly HistoryLoader _loader = new(store);
    private readonly BackfillProgress _backfill = new(store);
    private readonly WholeReadings _wholeReadings = new();
    private DateTimeOffset? _lastImport;

    /// <summary>When history is read whole next.</summary>
    public DateTimeOffset NextWholeReading => _wholeReadings.Next;

    /// <summary>Has history read whole at the next look: more may have been missed than the last candles.</summary>
    public void ReadWholeNext() => _wholeReadings.MakeDue();

    /// <summary>Adds what is new.</summary>
    /// <returns>The history, the same object where nothing is new; and whether it was read whole.</returns>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<(PriceHistory History, bool IsWhole)> ReadAsync(PriceHistory history, CancellationToken cancellationToken)
    {
        await LookForImportAsync(cancellationToken);
        var backfilled = await ReadBackfilledAsync(history, cancellationToken);
        return clock.GetUtcNow() < _wholeReadings.Next ? (backfilled, false) : (await ReadWholeAsync(backfilled, cancellationToken), true);
    }

    /// <summary>An imported file may change history of any age, which else is read again after up to half an hour.</summary>
    private async Task LookForImportAsync(CancellationToken cancellationToken)
    {
        var import = await store.FindLastImportAsync(cancellationToken);
        if (import != _lastImport)
        {
            _lastImport = import;
            _wholeReadings.MakeDue();
        }
    }

    /// <summary>Between distant slots too: what was added since is little, but where it lies far back all is read again.</summary>
    private async Task<PriceHistory> ReadBackfilledAsync(PriceHistory history, CancellationToken cancellationToken)
    {
        foreach (var part in await _backfill.LookAsync(cancellationToken))
        {
            if (part is { Era: WatermarkEra.SinceListing, From: { } from })
            {
                history = await _loader.ReadSinceAsync(history, part.Interval, from, clock.GetUtcNow(), cancellationToken);
            }
            else
            {
                _wholeReadings.BringForward();
            }
        }

        return history;
    }

    private async Task<PriceHistory> ReadWholeAsync(PriceHistory history, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var whole = await _loader.ReadWholeAsync(history, clock.GetUtcNow(), cancellationToken);
        _wholeReadings.Count(clock.GetUtcNow(), changed: !ReferenceEquals(whole, history), clock.GetElapsedTime(started));
        return whole;
    }
}
