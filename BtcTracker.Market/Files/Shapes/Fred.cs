namespace BtcTracker.Market.Files.Shapes;

/// <summary>The Federal Reserve's Coinbase data: one price per day, a dot where there is none.</summary>
/// <remarks><c>2024-01-01,44180.00</c>; in older files the header is <c>DATE,CBBTCUSD</c>.</remarks>
internal static class Fred
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [new("FRED") { Header = ["observation_date", "cbbtcusd"] }, new("FRED") { Header = ["date", "cbbtcusd"] }];
}
