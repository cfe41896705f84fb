namespace BtcTracker.Market.Files.Shapes;

/// <summary>Gemini's candles, in milliseconds.</summary>
/// <remarks><c>1704067200000,2024-01-01 00:00:00,BTCUSD,42000.0,42420.0,41140.5,41556.06,11318.6818</c></remarks>
internal static class Gemini
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [new("Gemini") { Header = ["unix timestamp", "date", "symbol", "open", "high", "low", "close", "volume"], VolumeUnit = "BTC" }];
}
