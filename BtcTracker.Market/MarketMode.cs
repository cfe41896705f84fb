namespace BtcTracker.Market;

/// <summary>Where prices come from. The AppHost decides it at start; a deployed service is always live.</summary>
public enum MarketMode
{
    /// <summary>The real market.</summary>
    Live,

    /// <summary>A simulated random walk, a pure function of seed and time.</summary>
    Demo,

    /// <summary>Real prices from a file, shifted to the present.</summary>
    Replay,
}
