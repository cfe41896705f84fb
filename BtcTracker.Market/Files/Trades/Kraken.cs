using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>Kraken's list of trades.</summary>
/// <remarks>
/// <c>"txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"</c>, and
/// <c>"TX","O","XXBTZUSD","2017-07-01 12:34:56.1234","buy","limit",2500.0,25.0,0.065,0.01,0.0,"","L1,L2"</c>. The fee is added to the cost.
/// </remarks>
internal static class Kraken
{
    private const string Name = "Kraken";

    /// <summary>The shapes of its files.</summary>
    public static IReadOnlyList<TradeVendor> Shapes { get; } =
    [
        new(
            Name,
            ["txid", "pair", "time", "type", "cost", "fee", "vol"],
            cells =>
                PairOf(cells.Text("pair")) is var (asset, currency)
                    ? cells.Bought(
                        cells.Text("type"),
                        asset,
                        currency,
                        () =>
                            new NewPurchase(cells.Day("time"), Name, cells.Number("vol"), cells.Number("cost") + cells.NumberOrZero("fee"))
                    )
                    : null
        ),
    ];

    /// <summary>The assets of a pair: <c>XXBTZUSD</c>, <c>XBTUSD</c> and <c>BTC/USD</c> are the same.</summary>
    private static (string Asset, string Currency) PairOf(string pair) =>
        pair.Split('/') is [var asset, var currency] ? (asset, currency)
        : pair.StartsWith("XXBTZ", StringComparison.Ordinal) ? ("XXBT", pair[4..])
        : pair.StartsWith("XBT", StringComparison.Ordinal) ? ("XBT", pair[3..])
        : (pair, string.Empty);
}
