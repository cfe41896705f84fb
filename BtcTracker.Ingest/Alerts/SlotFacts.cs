using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>What a slot, or several without a quote, means for the alerts.</summary>
/// <param name="Slot">The first slot.</param>
/// <param name="Last">The last one.</param>
/// <param name="SlotLength">The time between slots.</param>
/// <param name="Quote">The quote; null where there is none.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Change">The price's change over 24 hours, in percent; null where it is not known.</param>
public sealed record SlotFacts(
    DateTimeOffset Slot,
    DateTimeOffset Last,
    TimeSpan SlotLength,
    Quote? Quote,
    GapReason Reason,
    decimal? Change
)
{
    /// <summary>The quote where its price may raise an alert: an unconfirmed one, or one of an earlier time, may not.</summary>
    public Quote? Telling => Quote is { MayBeExtreme: true } ? Quote : null;

    /// <summary>Those of an outcome.</summary>
    public static SlotFacts Of(SlotOutcome outcome, TimeSpan slotLength, decimal? change) =>
        new(outcome.Slot, outcome.Slot + ((outcome.Count - 1) * slotLength), slotLength, outcome.Quote, outcome.Reason, change);
}

/// <summary>What stands now, whatever slots brought.</summary>
/// <param name="Now">The time.</param>
/// <param name="StaleAfter">The age from which a price is stale where a rule does not say.</param>
/// <param name="Sources">The sources.</param>
public sealed record StandingFacts(DateTimeOffset Now, TimeSpan StaleAfter, IReadOnlyList<SourceStatus> Sources);
