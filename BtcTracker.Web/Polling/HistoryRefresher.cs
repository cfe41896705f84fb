using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Polling;

/// <summary>The result of one poll for stored history.</summary>
/// <param name="History">The history; the same object if nothing is new.</param>
/// <param name="IsWhole">Whether it was read whole.</param>
/// <param name="HasMoved">Whether more is stored than at the last look, besides the candles of new quotes.</param>
/// <param name="Backfill">How far the backfill has come that is running; null where none is.</param>
public sealed record HistoryReading(PriceHistory History, bool IsWhole, bool HasMoved, BackfillProgress? Backfill);

/// <summary>Reads what is stored besides the candles of new quotes: everything at the start, then what backfill and imports add.</summary>
public sealed class HistoryRefresher(IPriceReader store, TimeProvider clock)
{
    /// <summary>Ingest reports each page, which takes seconds; after this long it has ended, or its sources do not answer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    private readonly HistoryLoader _loader = new(store);
    private readonly BackfillWatcher _backfill = new(store);
    private readonly FullReloadSchedule _reloads = new();
    private DateTimeOffset? _lastImport;

    /// <summary>When the whole history is read next.</summary>
    public DateTimeOffset NextReload => _reloads.Next;

    /// <summary>Has the whole history read at the next look: more may have been missed than the last candles.</summary>
    public void ReloadNext() => _reloads.RequestNow();

    /// <summary>Adds what is new.</summary>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<HistoryReading> ReadAsync(PriceHistory history, CancellationToken cancellationToken)
    {
        await LookForImportAsync(cancellationToken);
        var running = await FindRunningBackfillAsync(cancellationToken);
        var moved = await _backfill.LookAsync(cancellationToken);
        var read = await ReadBackfilledAsync(history, moved, cancellationToken);
        var isWhole = clock.GetUtcNow() >= _reloads.Next;
        read = isWhole ? await ReadWholeAsync(read, cancellationToken) : read;

        // The candles of new quotes are read on another path, which may have brought backfill's with them.
        return new HistoryReading(read, isWhole, HasMoved: moved.Count > 0 || !ReferenceEquals(read, history), running);
    }

    private async Task<BackfillProgress?> FindRunningBackfillAsync(CancellationToken cancellationToken) =>
        await store.FindBackfillProgressAsync(cancellationToken) is { IsRunning: true } progress
        && clock.GetUtcNow() - progress.UpdatedAt <= LongestSilence
            ? progress
            : null;

    /// <summary>An imported file may change history of any age, which else is read again after up to half an hour.</summary>
    private async Task LookForImportAsync(CancellationToken cancellationToken)
    {
        var import = await store.FindLastImportAsync(cancellationToken);
        if (import != _lastImport)
        {
            _lastImport = import;
            _reloads.RequestNow();
        }
    }

    /// <summary>Between distant slots too: what was added since is little, but where it lies far back all is read again.</summary>
    private async Task<PriceHistory> ReadBackfilledAsync(
        PriceHistory history,
        IReadOnlyList<Backfilled> moved,
        CancellationToken cancellationToken
    )
    {
        foreach (var part in moved)
        {
            if (part is { Era: WatermarkEra.SinceListing, From: { } from })
            {
                history = await _loader.ReadSinceAsync(history, part.Interval, from, clock.GetUtcNow(), cancellationToken);
            }
            else
            {
                _reloads.BringForward();
            }
        }

        return history;
    }

    private async Task<PriceHistory> ReadWholeAsync(PriceHistory history, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var whole = await _loader.ReadWholeAsync(history, clock.GetUtcNow(), cancellationToken);
        _reloads.Completed(clock.GetUtcNow(), changed: !ReferenceEquals(whole, history), clock.GetElapsedTime(started));
        return whole;
    }
}
