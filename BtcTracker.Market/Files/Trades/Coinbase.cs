using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>Coinbase's transaction history, with any of its headers, and the fills of its exchange.</summary>
internal static class Coinbase
{
    private const string Name = "Coinbase";

    /// <summary>The shapes of its files.</summary>
    public static IReadOnlyList<TradeVendor> Shapes { get; } =
    [
        // ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees
        // and/or spread),Fees and/or Spread,Notes
        // 65b8,2024-01-31 12:34:56 UTC,Buy,BTC,0.01,USD,$43000.00,$430.00,$436.45,$6.45,Bought 0.01 BTC for 436.45 USD
        History("price currency", "total (inclusive of fees and/or spread)"),
        History("spot price currency", "total (inclusive of fees and/or spread)"),
        History("spot price currency", "total (inclusive of fees)"),
        // portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
        // default,123,BTC-USD,BUY,2021-02-03T04:05:06.789Z,0.01000000,BTC,35000.00,1.75,-351.75,USD
        new(
            Name,
            ["side", "created at", "size", "size unit", "total", "price/fee/total unit"],
            cells =>
                cells.Bought(
                    cells.Text("side"),
                    cells.Text("size unit"),
                    cells.Text("price/fee/total unit"),
                    () => new NewPurchase(cells.Day("created at"), Name, cells.Number("size"), Math.Abs(cells.Number("total")))
                )
        ),
    ];

    private static TradeVendor History(string currency, string total) =>
        new(
            Name,
            ["timestamp", "transaction type", "asset", "quantity transacted", currency, total],
            cells =>
                cells.Bought(
                    cells.Text("transaction type"),
                    cells.Text("asset"),
                    cells.Text(currency),
                    () => new NewPurchase(cells.Day("timestamp"), Name, cells.Number("quantity transacted"), Math.Abs(cells.Number(total)))
                )
        );
}
