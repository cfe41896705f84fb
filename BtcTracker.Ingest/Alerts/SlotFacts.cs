using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The facts of a slot, or of consecutive slots without a quote, that alerts are evaluated from.</summary>
/// <param name="Slot">The first slot.</param>
/// <param name="Last">The last one.</param>
/// <param name="SlotLength">The time between slots.</param>
/// <param name="Quote">The quote; null if there is none.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Change">The price's change over 24 hours, in percent; null if unknown.</param>
public sealed record SlotFacts(
    DateTimeOffset Slot,
    DateTimeOffset Last,
    TimeSpan SlotLength,
    Quote? Quote,
    GapReason Reason,
    decimal? Change
)
{
    /// <summary>The quote if its price may raise an alert; null for an unconfirmed or outdated one.</summary>
    public Quote? Alertable => Quote is { MayBeExtreme: true } ? Quote : null;

    /// <summary>The facts of an outcome.</summary>
    public static SlotFacts Of(SlotOutcome outcome, TimeSpan slotLength, decimal? change) =>
        new(outcome.Slot, outcome.Slot + ((outcome.Count - 1) * slotLength), slotLength, outcome.Quote, outcome.Reason, change);
}

/// <summary>The facts that hold at a time, independent of a slot's result.</summary>
/// <param name="Now">The time.</param>
/// <param name="StaleAfter">The age at which a price is stale if a rule has none.</param>
/// <param name="Sources">The sources.</param>
public sealed record CurrentFacts(DateTimeOffset Now, TimeSpan StaleAfter, IReadOnlyList<SourceStatus> Sources);
