namespace BtcTracker.Ingest.Sources;

/// <summary>How Coinbase Exchange is asked: section <c>Sources:Coinbase</c>.</summary>
public sealed class CoinbaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sources:Coinbase";

    /// <summary>Its address. Default: the real one. Demo and replay must name the simulated market's.</summary>
    public Uri BaseAddress { get; set; } = RealAddress;

    /// <summary>The real one's address.</summary>
    public static Uri RealAddress { get; } = new("https://api.exchange.coinbase.com");
}
