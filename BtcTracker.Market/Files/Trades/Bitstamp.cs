using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>Bitstamp's transactions, with either of its two headers.</summary>
internal static class Bitstamp
{
    private const string Name = "Bitstamp";

    /// <summary>The shapes of its files.</summary>
    public static IReadOnlyList<TradeVendor> Shapes { get; } =
    [
        // ID,Account,Type,Subtype,Datetime,Amount,Amount currency,Value,Value currency,Rate,Rate currency,Fee,Fee currency,Order ID
        // 1,Main Account,Market,Buy,2023-08-01T12:34:56Z,0.01000000,BTC,290.00,USD,29000.00,USD,0.87,USD,2
        new(
            Name,
            ["type", "subtype", "datetime", "amount", "amount currency", "value", "value currency", "fee"],
            cells => cells.Bought(KindOf(cells, "subtype"), cells.Text("amount currency"), cells.Text("value currency"), () => Read(cells))
        ),
        // Type,Datetime,Account,Amount,Value,Rate,Fee,Sub Type
        // Market,"Jan. 05, 2018, 01:23 PM",Main Account,0.01000000 BTC,150.00 USD,15000.00 USD,0.38 USD,Buy
        new(
            Name,
            ["type", "datetime", "amount", "value", "fee", "sub type"],
            cells => cells.Bought(KindOf(cells, "sub type"), UnitOf(cells, "amount"), UnitOf(cells, "value"), () => Read(cells))
        ),
    ];

    private static NewPurchase Read(TradeCells cells) =>
        new(cells.Day("datetime"), Name, cells.Number("amount"), cells.Number("value") + cells.NumberOrZero("fee"));

    // A deposit has no subtype.
    private static string KindOf(TradeCells cells, string column) => cells.Text(column) is { Length: > 0 } kind ? kind : cells.Text("type");

    private static string UnitOf(TradeCells cells, string column) => cells.Text(column).Split(' ') is [_, var unit] ? unit : string.Empty;
}
