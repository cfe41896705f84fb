namespace BtcTracker.Market;

/// <summary>Why a slot has no quote.</summary>
public enum GapReason
{
    /// <summary>No source returned an acceptable quote.</summary>
    NoSource,

    /// <summary>The market was not read: ingest was not running, or its machine was suspended.</summary>
    NotRunning,

    /// <summary>A quote was read, but dropped because the store was unavailable for too long.</summary>
    NotStored,

    /// <summary>The sources only repeated an earlier price that is out of date.</summary>
    Unchanged,

    /// <summary>The sources contradict each other, and neither side could be confirmed.</summary>
    Disputed,
}

/// <summary>Consecutive slots without a quote. Gaps are never filled in.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="FirstSlot">The first missed slot, a multiple of <paramref name="Interval"/> from midnight UTC.</param>
/// <param name="Count">The number of missed slots, at least 1.</param>
/// <param name="Interval">The slot length at that time.</param>
/// <param name="Reason">Why the slots have no quote.</param>
public sealed record Gap(Symbol Symbol, DateTimeOffset FirstSlot, long Count, TimeSpan Interval, GapReason Reason)
{
    /// <summary>The slot after the last missed one.</summary>
    public DateTimeOffset End => FirstSlot + (Count * Interval);

    /// <summary>The gap from one slot up to but not including another; null if there is no slot between them.</summary>
    public static Gap? Between(Symbol symbol, DateTimeOffset first, DateTimeOffset end, TimeSpan interval, GapReason reason) =>
        end > first ? new Gap(symbol, first, ((end - first).Ticks + interval.Ticks - 1) / interval.Ticks, interval, reason) : null;
}
