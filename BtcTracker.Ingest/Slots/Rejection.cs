namespace BtcTracker.Ingest.Slots;

/// <summary>Why a reading is not accepted.</summary>
public enum Rejection
{
    /// <summary>The price is zero or less.</summary>
    NotPositive,

    /// <summary>The price is implausibly high.</summary>
    TooLarge,

    /// <summary>It is of a time that has not come.</summary>
    InTheFuture,

    /// <summary>It is older than the latest quote.</summary>
    Late,

    /// <summary>Its supply cannot be.</summary>
    ImpossibleSupply,

    /// <summary>Its market capitalization is not price × supply.</summary>
    Contradictory,

    /// <summary>It is far from the price that it is held against, and no other vendor says the same.</summary>
    Jump,

    /// <summary>No price of the last days is known, and the vendors that were asked contradict each other.</summary>
    Unmeasured,

    /// <summary>It repeats the latest quote, and is older than what counts as current.</summary>
    Unchanged,

    /// <summary>It is older than what counts as current, and another source has a newer one.</summary>
    Outdated,

    /// <summary>Its vendor is left out, for it strays from what the others say.</summary>
    LeftOut,
}
