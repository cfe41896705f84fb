namespace BtcTracker.Ingest.Ticks;

/// <summary>The result of a live tick.</summary>
public enum TickOutcome
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>It is not later than the previous one.</summary>
    Unchanged,

    /// <summary>No source returned an acceptable price.</summary>
    NoPrice,

    /// <summary>The store did not accept it.</summary>
    NotStored,
}
