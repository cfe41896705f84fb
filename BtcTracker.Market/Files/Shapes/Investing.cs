namespace BtcTracker.Market.Files.Shapes;

/// <summary>Investing.com: American dates, thousands, volume in K and M, the latest day first.</summary>
/// <remarks><c>"01/20/2024","41,666.7","41,640.0","41,853.9","41,456.8","27.08K","0.06%"</c></remarks>
internal static class Investing
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Investing.com")
        {
            Header = ["date", "price", "open", "high", "low"],
            Columns = new Dictionary<string, string> { ["close"] = "price" },
            IsMonthFirst = true,
            VolumeUnit = "BTC",
        },
        new("Investing.com, in German")
        {
            // "20.01.2024","41.666,7","41.640,0","41.853,9","41.456,8","27,08K","0,06%"
            Header = ["datum", "zuletzt", "eröffn.", "hoch", "tief"],
            Columns = new Dictionary<string, string> { ["close"] = "zuletzt", ["open"] = "eröffn." },
            HasDecimalComma = true,
            VolumeUnit = "BTC",
        },
    ];
}
