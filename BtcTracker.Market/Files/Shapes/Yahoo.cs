namespace BtcTracker.Market.Files.Shapes;

/// <summary>Yahoo Finance, as the site wrote it and as yfinance writes it. Its volume is in dollars.</summary>
/// <remarks><c>2024-01-01,42000.0,42420.0,41140.5,41556.06,41556.06,470359820</c>; a missing day is <c>null</c>.</remarks>
internal static class Yahoo
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Yahoo Finance") { Header = ["date", "open", "high", "low", "close", "adj close", "volume"], VolumeUnit = "USD" },
        new("yfinance") { Header = ["date", "open", "high", "low", "close", "volume", "dividends", "stock splits"], VolumeUnit = "USD" },
        new("yfinance")
        {
            // Other programs write "datetime", mostly beside a volume in bitcoins.
            Header = ["datetime", "open", "high", "low", "close", "volume"],
            Recognises = head => head.Records is [["Datetime", ..], ..],
            VolumeUnit = "USD",
        },
        new("yfinance, three header lines")
        {
            // Price,Close,High,Low,Open,Volume / Ticker,BTC-USD,BTC-USD,... / Date,,,,,
            Header = ["price", "close", "high", "low", "open"],
            Recognises = head => head.Records is [_, ["Ticker", ..], ["Date" or "Datetime", ..], ..],
            Columns = new Dictionary<string, string> { ["time"] = "price" },
            LinesAfterHeader = 2,
            VolumeUnit = "USD",
        },
    ];
}
