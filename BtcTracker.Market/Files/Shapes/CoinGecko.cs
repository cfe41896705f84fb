namespace BtcTracker.Market.Files.Shapes;

/// <summary>CoinGecko: one price per row. Its volume is that of the preceding 24 hours, not a candle's.</summary>
/// <remarks><c>2024-01-01 00:00:00 UTC,42261.04,827512345678.1,14213456789.2</c></remarks>
internal static class CoinGecko
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } = [new("CoinGecko") { Header = ["snapped_at", "price"], VolumeUnit = "NONE" }];
}
