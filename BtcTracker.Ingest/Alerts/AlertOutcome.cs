namespace BtcTracker.Ingest.Alerts;

/// <summary>The result for an alert's message.</summary>
public enum AlertOutcome
{
    /// <summary>It was stored and will be sent.</summary>
    Raised,

    /// <summary>The receiver acknowledged it.</summary>
    Sent,

    /// <summary>An attempt to send it failed.</summary>
    Failed,

    /// <summary>It was dropped.</summary>
    GivenUp,
}
