namespace BtcTracker.Market.Files.Shapes;

/// <summary>The export of a TradingView chart: a lower-case time and an upper-case volume.</summary>
/// <remarks><c>1704067200,42288.58,44220.78,42180.77,44180,8527.16</c>, more columns for each indicator.</remarks>
internal static class TradingView
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("TradingView")
        {
            Header = ["time", "open", "high", "low", "close", "volume"],
            Recognises = head => head.Records is [["time", "open", "high", "low", "close", ..] header, ..] && header.Contains("Volume"),
            VolumeUnit = "BTC",
        },
    ];
}
