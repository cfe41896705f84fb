namespace BtcTracker.Market.Files.Shapes;

/// <summary>CoinMarketCap's historical data: semicolons, quoted times, the latest day first, volume in dollars.</summary>
/// <remarks>
/// <c>"2024-01-20T00:00:00.000Z";...;"2781";37865.11;38243.76;37068.44;37442.87;781895528.2161;...</c>; 2781 is its number of the dollar.
/// </remarks>
internal static class CoinMarketCap
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("CoinMarketCap")
        {
            Header = ["timeopen", "timeclose", "name", "open", "high", "low", "close"],
            VolumeUnit = "USD",
            Columns = new Dictionary<string, string> { ["time"] = "timeopen" },
            MarketIds = ["2781"],
        },
    ];
}
