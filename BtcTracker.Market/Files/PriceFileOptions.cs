namespace BtcTracker.Market.Files;

/// <summary>How a file is read.</summary>
/// <param name="Quote">
/// The currency that the file's market may name: <c>USD</c>; <c>USDT</c> and <c>USDC</c> only if the user allows it.
/// </param>
/// <param name="Strict">Whether rows that would be skipped or corrected are errors. Default: no.</param>
/// <param name="Force">Whether a market that is not Bitcoin in US dollars is accepted. Default: no.</param>
/// <param name="Volume">Which volume to read: <c>BTC</c>, <c>USD</c>, <c>NONE</c>; null means the file's, BTC preferred.</param>
public sealed record PriceFileOptions(string Quote = "USD", bool Strict = false, bool Force = false, string? Volume = null)
{
    /// <summary>The defaults.</summary>
    public static PriceFileOptions Default { get; } = new();
}
