using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>
/// Keeps own candles equal to their recomputation from the stored quotes. A fine candle follows at each slot, a coarse one that still forms
/// once a minute.
/// </summary>
/// <remarks>
/// A day of ten-second slots has 8,640 quotes to read, too many for each slot. What a crash leaves undone is only in the
/// candles of the newest quote, because <see cref="RollUpClosedAsync"/> comes before each put. Used by one caller at a time.
/// </remarks>
public sealed class OwnCandles(IPriceWriter writer, StoreCalls store, SlotGrid grid)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly HashSet<(Interval Interval, DateTimeOffset OpenTime)> _changed = [];
    private DateTimeOffset _minute;

    /// <summary>A slot's quote is in the store: the candles that it falls in are to be recomputed.</summary>
    public void Changed(DateTimeOffset slot) =>
        _changed.UnionWith(Interval.Stored.Select(interval => (interval, interval.OpenTimeOf(slot))));

    /// <summary>Recomputes what changed in candles that are closed at a slot, so that its quote leaves none of them behind.</summary>
    public Task RollUpClosedAsync(DateTimeOffset slot, CancellationToken cancellationToken) =>
        RollUpAsync(candle => candle.Interval.CandleAt(candle.OpenTime).To <= slot, cancellationToken);

    /// <summary>
    /// Recomputes what changed in the finest candles, in those without a slot after this one, and in all of them where a minute has turned.
    /// </summary>
    /// <param name="slot">The newest slot that something became of, with a quote or without.</param>
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

    /// <summary>Recomputes all that changed.</summary>
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
