namespace BtcTracker.AppHost;

/// <summary>The settings that name other addresses for the sources than their own: a proxy, or a test.</summary>
internal static class SourceAddresses
{
    /// <summary>CoinMarketCap's.</summary>
    public const string CoinMarketCap = "Sources:CoinMarketCap:BaseAddress";

    /// <summary>Coinbase's.</summary>
    public const string Coinbase = "Sources:Coinbase:BaseAddress";

    /// <summary>Those of the sources that the simulated market speaks for; in demo and replay no other is asked.</summary>
    public static IReadOnlyList<string> Simulated { get; } = [CoinMarketCap, Coinbase];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Settings { get; } = [.. Simulated, "Sources:Bitstamp:BaseAddress", "Sources:Kraken:BaseAddress"];
}
