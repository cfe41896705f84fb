namespace BtcTracker.Market.Files.Shapes;

/// <summary>blockchain.com: one price per row.</summary>
/// <remarks><c>2024-01-01 00:00:00,42261.04</c>; before there was a market the price is 0.</remarks>
internal static class Blockchain
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } = [new("blockchain.com") { Header = ["timestamp", "market-price"] }];
}
