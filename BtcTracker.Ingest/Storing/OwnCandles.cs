using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>
/// Keeps our own candles equal to their recomputation from the stored quotes. The finest candle is updated at each slot, a coarser forming
/// one once a minute.
/// </summary>
/// <remarks>
/// A day of ten-second slots has 8,640 quotes, too many to read at each slot. After a crash only the candles of the latest quote can be out
/// of date, because <see cref="RollUpClosedAsync"/> precedes each put. Not thread-safe.
/// </remarks>
public sealed class OwnCandles(IPriceWriter writer, StoreCalls store, SlotGrid grid)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly HashSet<(Interval Interval, DateTimeOffset OpenTime)> _changed = [];
    private DateTimeOffset _minute;

    /// <summary>Marks the candles of a stored quote for recomputation.</summary>
    public void Changed(DateTimeOffset slot) =>
        _changed.UnionWith(Interval.Stored.Select(interval => (interval, interval.OpenTimeOf(slot))));

    /// <summary>Recomputes the changed candles that are closed at a slot, before its quote is stored.</summary>
    public Task RollUpClosedAsync(DateTimeOffset slot, CancellationToken cancellationToken) =>
        RollUpAsync(candle => candle.Interval.CandleAt(candle.OpenTime).To <= slot, cancellationToken);

    /// <summary>
    /// Recomputes the changed candles of the finest interval and those without a later slot, and all of them once a minute.
    /// </summary>
    /// <param name="slot">The latest slot with an outcome, with a quote or without.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task RollUpDueAsync(DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var minute = slot.AddTicks(-(slot.Ticks % Pace.Ticks));
        var hasTurned = minute != _minute;
        _minute = minute;
        return RollUpAsync(
            candle =>
                hasTurned || candle.Interval == Interval.Stored[0] || candle.Interval.CandleAt(candle.OpenTime).To <= slot + grid.Interval,
            cancellationToken
        );
    }

    /// <summary>Recomputes all changed candles.</summary>
    public Task RollUpAllAsync(CancellationToken cancellationToken) => RollUpAsync(_ => true, cancellationToken);

    private async Task RollUpAsync(Predicate<(Interval Interval, DateTimeOffset OpenTime)> isDue, CancellationToken cancellationToken)
    {
        foreach (
            var candle in _changed
                .Where(candle => isDue(candle))
                .OrderBy(candle => candle.Interval.Length)
                .ThenBy(candle => candle.OpenTime)
                .ToList()
        )
        {
            await store.UntilDoneAsync(
                token => writer.RollUpQuotesAsync(Symbol.BtcUsd, candle.Interval, candle.OpenTime, token),
                cancellationToken,
                StoreCalls.LongTryLimit
            );
            _changed.Remove(candle);
        }
    }
}
