namespace BtcTracker.Market.Files.Shapes;

/// <summary>Binance's candles, without a header, in milliseconds or microseconds. Its dollars are USDT.</summary>
/// <remarks>
/// <c>1704067200000,42283.58,42554.57,42261.02,42475.23,1271.68108,1704070799999,53957248.97,47134,682.57581,28957416.81,0</c>
/// </remarks>
internal static class Binance
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("Binance")
        {
            ColumnsWithoutHeader =
            [
                "open_time",
                "open",
                "high",
                "low",
                "close",
                "volume",
                "close_time",
                "quote_volume",
                "count",
                "taker_buy_volume",
                "taker_buy_quote_volume",
                "ignore",
            ],
            VolumeUnit = "BTC",
            Quote = "USDT",
        },
        new("Binance")
        {
            Header = ["open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume"],
            VolumeUnit = "BTC",
            Quote = "USDT",
        },
    ];
}
