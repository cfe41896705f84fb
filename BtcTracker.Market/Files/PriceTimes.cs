namespace BtcTracker.Market.Files;

/// <summary>The range of possible times of prices.</summary>
internal static class PriceTimes
{
    /// <summary>The day of Bitcoin's first block; no price is older.</summary>
    public static DateTimeOffset Genesis { get; } = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);
}
