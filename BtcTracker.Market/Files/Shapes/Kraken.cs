namespace BtcTracker.Market.Files.Shapes;

/// <summary>Kraken's OHLCVT, without a header.</summary>
/// <remarks><c>1381190400,124.19,124.19,123.9,124.18,3.9916,2</c>: the last field is the number of trades.</remarks>
internal static class Kraken
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Kraken OHLCVT") { ColumnsWithoutHeader = ["time", "open", "high", "low", "close", "volume", "trades"], VolumeUnit = "BTC" },
        new("Kraken OHLCVT")
        {
            ColumnsWithoutHeader = ["time", "open", "high", "low", "close", "vwap", "volume", "trades"],
            VolumeUnit = "BTC",
        },
    ];
}
