namespace BtcTracker.Market.Files.Shapes;

/// <summary>Kaggle's data set of Bitstamp's minute candles.</summary>
/// <remarks><c>1325317920,4.39,4.39,4.39,4.39,0.45558087,2.0000000193,4.39</c>; a minute without a trade is <c>NaN</c>.</remarks>
internal static class Kaggle
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Kaggle minutes")
        {
            Header = ["timestamp", "open", "high", "low", "close", "volume_(btc)", "volume_(currency)", "weighted_price"],
            RollsUp = true,
        },
        new("Kaggle minutes")
        {
            // Seconds with a decimal distinguish it from others with the same columns: 1704067200.0
            Header = ["timestamp", "open", "high", "low", "close", "volume"],
            Recognises = head => head.Records is [_, [var time, ..], ..] && time.EndsWith(".0", StringComparison.Ordinal),
            VolumeUnit = "BTC",
            RollsUp = true,
        },
    ];
}
