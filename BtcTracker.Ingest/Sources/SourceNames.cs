using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>The sources' names in quotes and candles.</summary>
public static class SourceNames
{
    /// <summary>CoinMarketCap with an API key.</summary>
    public const string CoinMarketCap = "coinmarketcap";

    /// <summary>CoinMarketCap without an API key.</summary>
    public const string CoinMarketCapKeyless = "coinmarketcap-keyless";

    /// <summary>Coinbase Exchange.</summary>
    public const string Coinbase = "coinbase";

    /// <summary>Bitstamp, for candles only.</summary>
    public const string Bitstamp = "bitstamp";

    /// <summary>Kraken.</summary>
    public const string Kraken = "kraken";

    /// <summary>The European Central Bank, for currency rates only.</summary>
    public const string EuropeanCentralBank = "ecb";

    /// <summary>The vendor of a source's name in any mode: CoinMarketCap with and without an API key is one vendor.</summary>
    public static string VendorOf(string name) =>
        name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] is var source && source == CoinMarketCapKeyless ? CoinMarketCap : source;

    /// <summary>Whether a name, or one of the names joined by a plus in a rolled-up candle, is of a simulated or replayed market.</summary>
    public static bool IsSimulated(string name) =>
        name.Split('+')
            .Any(part =>
                part.StartsWith(In(MarketMode.Demo, ""), StringComparison.Ordinal)
                || part.StartsWith(In(MarketMode.Replay, ""), StringComparison.Ordinal)
            );

    /// <summary>A name prefixed with the mode, unless it is live: <c>demo:coinbase</c>.</summary>
    public static string In(MarketMode mode, string name) =>
        mode switch
        {
            MarketMode.Live => name,
            MarketMode.Demo => $"demo:{name}",
            _ => $"replay:{name}",
        };
}
