namespace BtcTracker.Market.Files.Shapes;

/// <summary>Bitstamp's candles; those of its API are JSON.</summary>
/// <remarks><c>1704067200,42288.58,44220.78,42180.77,44180,8527.16</c></remarks>
internal static class Bitstamp
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Bitstamp")
        {
            Header = ["timestamp", "open", "high", "low", "close", "volume"],
            IsWholeHeader = true,
            VolumeUnit = "BTC",
        },
    ];
}
