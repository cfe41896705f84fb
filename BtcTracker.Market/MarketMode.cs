namespace BtcTracker.Market;

/// <summary>Where prices come from. Decided once by the AppHost; a published service is always live.</summary>
public enum MarketMode
{
    /// <summary>The real market.</summary>
    Live,

    /// <summary>A simulated walk, a pure function of seed and time.</summary>
    Demo,

    /// <summary>Real prices of a file, shifted to today.</summary>
    Replay,
}
