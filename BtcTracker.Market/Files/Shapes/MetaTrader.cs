namespace BtcTracker.Market.Files.Shapes;

/// <summary>MetaTrader: tab-separated, with date and time in two columns. Its volume counts ticks, or is a broker's.</summary>
/// <remarks><c>2024.01.01 00:00:00 42288.58 44220.78 42180.77 44180 8527 0 10</c></remarks>
internal static class MetaTrader
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("MetaTrader") { Header = ["date", "open", "high", "low", "close", "tickvol"], VolumeUnit = "NONE" },
        new("MetaTrader 4") { ColumnsWithoutHeader = ["date", "time", "open", "high", "low", "close", "tickvol"], VolumeUnit = "NONE" },
    ];
}
