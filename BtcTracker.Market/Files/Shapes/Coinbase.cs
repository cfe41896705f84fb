namespace BtcTracker.Market.Files.Shapes;

/// <summary>Coinbase's candles as its API orders them: low before high.</summary>
/// <remarks><c>1704326400,42183.77,44223.78,42291.58,44183,8527.16</c></remarks>
internal static class Coinbase
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Coinbase")
        {
            Header = ["time", "low", "high", "open", "close", "volume"],
            Recognises = head => head.Records is [[_, "low", "high", "open", ..], ..],
            VolumeUnit = "BTC",
        },
    ];
}
