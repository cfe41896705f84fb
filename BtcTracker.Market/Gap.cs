namespace BtcTracker.Market;

/// <summary>Why a slot has no quote.</summary>
public enum GapReason
{
    /// <summary>No source gave a quote that is believed.</summary>
    NoSource,

    /// <summary>Nobody read the market: ingest was not running, or its machine slept.</summary>
    NotRunning,

    /// <summary>A quote was read, and given up because the store did not take it for too long.</summary>
    NotStored,

    /// <summary>The sources only repeated a price that was read before and is out of date.</summary>
    Unchanged,

    /// <summary>The sources contradict each other, and nothing says which of them is right.</summary>
    Disputed,
}

/// <summary>Consecutive slots without a quote. It stays a gap: nothing is ever filled in.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="FirstSlot">The first slot that was missed, on the grid of <paramref name="Interval"/>.</param>
/// <param name="Count">How many slots were missed; at least one.</param>
/// <param name="Interval">The time between slots when they were missed.</param>
/// <param name="Reason">Why.</param>
public sealed record Gap(Symbol Symbol, DateTimeOffset FirstSlot, long Count, TimeSpan Interval, GapReason Reason)
{
    /// <summary>The slot after the last one that was missed.</summary>
    public DateTimeOffset End => FirstSlot + (Count * Interval);

    /// <summary>The gap from one slot up to but not including another; null where no slot lies between.</summary>
    public static Gap? Between(Symbol symbol, DateTimeOffset first, DateTimeOffset end, TimeSpan interval, GapReason reason) =>
        end > first ? new Gap(symbol, first, ((end - first).Ticks + interval.Ticks - 1) / interval.Ticks, interval, reason) : null;
}
