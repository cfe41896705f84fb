using BtcTracker.Market;

namespace BtcTracker.Web.Formatting;

/// <summary>Sources as the page names them. In demo and replay the mode precedes the name.</summary>
public static class SourceNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["coinmarketcap"] = "CoinMarketCap",
        ["coinbase"] = "Coinbase",
        ["bitstamp"] = "Bitstamp",
        ["kraken"] = "Kraken",
    };

    /// <summary>The name of a source; an unknown one is returned unchanged.</summary>
    public static string Of(string source) =>
        source.Split(':', 2) switch
        {
            ["replay", var name] => $"{Texts.SourceReplay}: {Of(name)}",
            [var mode, var name] => $"{mode}: {Of(name)}",
            ["coinmarketcap-keyless"] => Texts.SourceKeyless,
            ["ecb"] => Texts.SourceBank,
            _ => Names.GetValueOrDefault(source, source),
        };

    /// <summary>The mode that a source names: <c>demo:coinbase</c> is demo, <c>coinbase</c> live.</summary>
    public static MarketMode ModeOf(string source) =>
        source.Split(':', 2) switch
        {
            ["demo", _] => MarketMode.Demo,
            ["replay", _] => MarketMode.Replay,
            _ => MarketMode.Live,
        };
}
