using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Polling;

/// <summary>
/// Folds the store's candles into a history: everything at the start and while backfill runs, else only what may have changed.
/// </summary>
public sealed class HistoryLoader(IPriceReader store)
{
    /// <summary>Reads every kept candle; days first, because the longest ranges need them.</summary>
    /// <returns>The same object if nothing changed.</returns>
    public Task<PriceHistory> ReadWholeAsync(PriceHistory history, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(history, HistoryWindow.Of, now, cancellationToken);

    /// <summary>Reads only the last candles; older ones stay as they are.</summary>
    public Task<PriceHistory> ReadTailAsync(PriceHistory history, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(history, HistoryWindow.Tail, now, cancellationToken);

    /// <summary>Reads the candles of an interval that open from an instant on.</summary>
    public Task<PriceHistory> ReadSinceAsync(
        PriceHistory history,
        Interval interval,
        DateTimeOffset from,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var kept = HistoryWindow.Of(interval, now);
        return ReadAsync(history, interval, from > kept.From ? kept with { From = from } : kept, now, cancellationToken);
    }

    /// <summary>
    /// Reads every day if none is known yet: enough for extremes and the longest ranges, in a small part of the time for all.
    /// </summary>
    public Task<PriceHistory> ReadMissingDaysAsync(PriceHistory history, DateTimeOffset now, CancellationToken cancellationToken) =>
        history.Stored(Interval.OneDay).IsEmpty
            ? ReadAsync(history, Interval.OneDay, HistoryWindow.Of(Interval.OneDay, now), now, cancellationToken)
            : Task.FromResult(history);

    private async Task<PriceHistory> ReadAsync(
        PriceHistory history,
        Func<Interval, DateTimeOffset, TimeRange> rangeOf,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        foreach (var interval in Interval.Stored.Reverse())
        {
            history = await ReadAsync(history, interval, rangeOf(interval, now), now, cancellationToken);
        }

        return history;
    }

    private async Task<PriceHistory> ReadAsync(
        PriceHistory history,
        Interval interval,
        TimeRange range,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var candles = await store.ReadCandlesAsync(Symbol.BtcUsd, interval, range, cancellationToken).ToListAsync(cancellationToken);
        return history.Replace(interval, HistoryWindow.Of(interval, now), range.From, candles);
    }
}
