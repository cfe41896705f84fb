namespace BtcTracker.Ingest.Ticks;

/// <summary>What became of a live tick.</summary>
public enum TickOutcome
{
    /// <summary>The store has it.</summary>
    Stored,

    /// <summary>It is not newer than the one before.</summary>
    Unchanged,

    /// <summary>No source gave a price that is accepted.</summary>
    NoPrice,

    /// <summary>The store did not take it.</summary>
    NotStored,
}
