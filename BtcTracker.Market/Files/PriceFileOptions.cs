namespace BtcTracker.Market.Files;

/// <summary>How a file is read.</summary>
/// <param name="Quote">
/// The currency that the file's market may name: <c>USD</c>; <c>USDT</c> and <c>USDC</c> only where the user says so.
/// </param>
/// <param name="Strict">Whether rows that are else skipped or mended are errors. Default: no.</param>
/// <param name="Force">Whether a market that is not Bitcoin in US dollars is accepted. Default: no.</param>
/// <param name="Volume">Which volume is wanted: <c>BTC</c>, <c>USD</c>, <c>NONE</c>; null takes the file's, bitcoins first.</param>
public sealed record PriceFileOptions(string Quote = "USD", bool Strict = false, bool Force = false, string? Volume = null)
{
    /// <summary>As a file is read where nothing else is said.</summary>
    public static PriceFileOptions Default { get; } = new();
}
