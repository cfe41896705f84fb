namespace BtcTracker.Market.Files.Shapes;

/// <summary>CoinGecko: one price a time. Its volume is that of the 24 hours before, of no candle.</summary>
/// <remarks><c>2024-01-01 00:00:00 UTC,42261.04,827512345678.1,14213456789.2</c></remarks>
internal static class CoinGecko
{
    /// <summary>Its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } = [new("CoinGecko") { Header = ["snapped_at", "price"], VolumeUnit = "NONE" }];
}
