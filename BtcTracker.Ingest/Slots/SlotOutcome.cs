using System.Diagnostics;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>What became of a slot: its quote, or null where there is none.</summary>
public sealed record SlotOutcome(DateTimeOffset Slot, Quote? Quote)
{
    /// <summary>How many slots from <see cref="Slot"/> on had the same fate; 1 where there is a quote.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Why there is no quote; means nothing where there is one.</summary>
    public GapReason Reason { get; init; } = GapReason.NoSource;

    /// <summary>The slot's trace, which storing goes on with; none where nobody listens.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>The outcome of slots that nobody read; null where none lies between.</summary>
    public static SlotOutcome? Unread(DateTimeOffset first, DateTimeOffset end, SlotGrid grid) =>
        Gap.Between(Symbol.BtcUsd, first, end, grid.Interval, GapReason.NotRunning) is { } gap
            ? new SlotOutcome(first, null) { Count = gap.Count, Reason = gap.Reason }
            : null;

    /// <summary>The slots as a gap.</summary>
    public Gap ToGap(SlotGrid grid) => new(Symbol.BtcUsd, Slot, Count, grid.Interval, Reason);
}
