namespace BtcTracker.Ingest.Slots;

/// <summary>Why a reading is not believed.</summary>
public enum Rejection
{
    /// <summary>The price is zero or less.</summary>
    NotPositive,

    /// <summary>The price is beyond all sense.</summary>
    TooLarge,

    /// <summary>It is of a time that has not come.</summary>
    InTheFuture,

    /// <summary>It is older than what is known already.</summary>
    Late,

    /// <summary>Its supply cannot be.</summary>
    ImpossibleSupply,

    /// <summary>Its market capitalization is not price × supply.</summary>
    Contradictory,

    /// <summary>It is far from the newest price, which is of the last 24 hours, and no other vendor says the same.</summary>
    Jump,
}
