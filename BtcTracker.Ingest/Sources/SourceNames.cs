using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>The sources' names as quotes and candles carry them.</summary>
public static class SourceNames
{
    /// <summary>CoinMarketCap with a key.</summary>
    public const string CoinMarketCap = "coinmarketcap";

    /// <summary>CoinMarketCap without a key.</summary>
    public const string CoinMarketCapKeyless = "coinmarketcap-keyless";

    /// <summary>Coinbase Exchange.</summary>
    public const string Coinbase = "coinbase";

    /// <summary>Bitstamp; it tells candles alone.</summary>
    public const string Bitstamp = "bitstamp";

    /// <summary>Kraken.</summary>
    public const string Kraken = "kraken";

    /// <summary>The European Central Bank, for currency rates only.</summary>
    public const string EuropeanCentralBank = "ecb";

    /// <summary>Who is behind a source's name, whatever the mode: CoinMarketCap with a key and without is one vendor.</summary>
    public static string VendorOf(string name) =>
        name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] is var source && source == CoinMarketCapKeyless ? CoinMarketCap : source;

    /// <summary>Whether a name, or one of those that a rolled-up candle joins by a plus, is of a simulated or replayed market.</summary>
    public static bool IsSimulated(string name) =>
        name.Split('+')
            .Any(part =>
                part.StartsWith(In(MarketMode.Demo, ""), StringComparison.Ordinal)
                || part.StartsWith(In(MarketMode.Replay, ""), StringComparison.Ordinal)
            );

    /// <summary>A name with the mode before it, unless it is live: <c>demo:coinbase</c>.</summary>
    public static string In(MarketMode mode, string name) =>
        mode switch
        {
            MarketMode.Live => name,
            MarketMode.Demo => $"demo:{name}",
            _ => $"replay:{name}",
        };
}
