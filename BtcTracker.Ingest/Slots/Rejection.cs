namespace BtcTracker.Ingest.Slots;

/// <summary>Why a reading is not accepted.</summary>
public enum Rejection
{
    /// <summary>The price is zero or less.</summary>
    NotPositive,

    /// <summary>The price is implausibly high.</summary>
    TooLarge,

    /// <summary>Its time is in the future.</summary>
    InTheFuture,

    /// <summary>It is older than the latest quote.</summary>
    Late,

    /// <summary>Its supply is impossible.</summary>
    ImpossibleSupply,

    /// <summary>Its market capitalization is not price × supply.</summary>
    Contradictory,

    /// <summary>It is far from the reference price, and no other vendor confirms it.</summary>
    Jump,

    /// <summary>There is no reference price, and the vendors contradict each other.</summary>
    Unmeasured,

    /// <summary>It repeats the latest quote, and is out of date.</summary>
    Unchanged,

    /// <summary>It is out of date, and another source has a later one.</summary>
    Outdated,

    /// <summary>Its vendor is excluded, because its price deviates from the others.</summary>
    LeftOut,
}
