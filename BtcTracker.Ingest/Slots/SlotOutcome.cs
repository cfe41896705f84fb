using System.Diagnostics;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>The result of a slot: its quote, or null if there is none, and the body that the quote was read from.</summary>
public sealed record SlotOutcome(DateTimeOffset Slot, Quote? Quote, string? Body = null)
{
    /// <summary>How many consecutive slots from <see cref="Slot"/> on have the same outcome; 1 if there is a quote.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Why there is no quote; ignored if there is one.</summary>
    public GapReason Reason { get; init; } = GapReason.NoSource;

    /// <summary>The slot's trace, which storing continues; empty if tracing is off.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>The outcome of slots that were not read; null if there are none.</summary>
    public static SlotOutcome? Unread(DateTimeOffset first, DateTimeOffset end, SlotGrid grid) =>
        Gap.Between(Symbol.BtcUsd, first, end, grid.Interval, GapReason.NotRunning) is { } gap
            ? new SlotOutcome(first, null) { Count = gap.Count, Reason = gap.Reason }
            : null;

    /// <summary>The slots as a gap.</summary>
    public Gap ToGap(SlotGrid grid) => new(Symbol.BtcUsd, Slot, Count, grid.Interval, Reason);
}
