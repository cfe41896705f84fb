namespace BtcTracker.Tests.Faults.Runs;

/// <summary>What goes wrong in a run.</summary>
internal enum FaultKind
{
    /// <summary>A vendor answers 429 and asks for ten minutes.</summary>
    Limit,

    /// <summary>A vendor answers 500.</summary>
    Error,

    /// <summary>A vendor does not respond.</summary>
    Hang,

    /// <summary>A vendor answers 200 with a web page.</summary>
    Page,

    /// <summary>A vendor answers 403 with a web page.</summary>
    Blocked,

    /// <summary>A vendor's body ends in its middle.</summary>
    Cut,

    /// <summary>A vendor's price is NaN.</summary>
    NoNumber,

    /// <summary>A vendor's price is null.</summary>
    Null,

    /// <summary>A vendor's price is negative.</summary>
    Negative,

    /// <summary>A vendor's price is ten times the market's.</summary>
    Tenfold,

    /// <summary>A vendor repeats its reading of the fault's beginning.</summary>
    Frozen,

    /// <summary>A vendor is twenty minutes late.</summary>
    Old,

    /// <summary>A vendor's price is 5 % above the market's.</summary>
    Straying,

    /// <summary>All vendors answer 403 with a web page, as a proxy may.</summary>
    Network,

    /// <summary>The store is down.</summary>
    StoreDown,

    /// <summary>The store throttles half of the requests.</summary>
    StoreThrottles,

    /// <summary>The store applies a third of the requests without an answer.</summary>
    StoreDropsAnswers,

    /// <summary>The store answers one of eight requests never.</summary>
    StoreHangs,

    /// <summary>The process is killed at a request to the store, and started once the fault is over.</summary>
    Kill,

    /// <summary>The process is stopped as a platform does it, and started once the fault is over.</summary>
    Stop,

    /// <summary>The machine sleeps.</summary>
    Sleep,

    /// <summary>A second process runs, whose clock is half a minute away.</summary>
    Twin,
}
