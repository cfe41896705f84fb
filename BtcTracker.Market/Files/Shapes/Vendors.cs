namespace BtcTracker.Market.Files.Shapes;

/// <summary>The vendors whose downloads are recognized. Other files are read by their columns' names.</summary>
internal static class Vendors
{
    /// <summary>All, the most specific first.</summary>
    public static IReadOnlyList<Vendor> All { get; } =
    [
        .. Kaggle.Shapes,
        .. CryptoDataDownload.Shapes,
        .. Yahoo.Shapes,
        .. CoinMarketCap.Shapes,
        .. CoinGecko.Shapes,
        .. Blockchain.Shapes,
        .. Fred.Shapes,
        .. Investing.Shapes,
        .. MetaTrader.Shapes,
        .. Binance.Shapes,
        .. Kraken.Shapes,
        .. Gemini.Shapes,
        .. Coinbase.Shapes,
        .. Bitstamp.Shapes,
        .. TradingView.Shapes,
    ];
}
