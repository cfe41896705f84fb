namespace BtcTracker.Ingest.Alerts;

/// <summary>What became of an alert's message.</summary>
public enum AlertOutcome
{
    /// <summary>It was written, to be sent.</summary>
    Raised,

    /// <summary>The receiver acknowledged it.</summary>
    Sent,

    /// <summary>A try to send it failed.</summary>
    Failed,

    /// <summary>It was given up.</summary>
    GivenUp,
}
