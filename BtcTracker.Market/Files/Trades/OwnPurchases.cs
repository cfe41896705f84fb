using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>Purchases as this site exports them.</summary>
/// <remarks><c>2013-04-05,Berlin,0.5,70,USD</c>: the day, the place, the amount in BTC, the total paid, and its currency.</remarks>
public static class OwnPurchases
{
    private const string Dollars = "USD";

    /// <summary>Finds the shape.</summary>
    internal static TradeVendor Shape { get; } =
        new(
            "BtcTracker",
            ["date", "place", "amount", "paid", "currency"],
            cells =>
                cells.Bought(
                    "buy",
                    "BTC",
                    cells.Text("currency") is { Length: > 0 } currency ? currency : Dollars,
                    () => new NewPurchase(cells.Day("date"), cells.Text("place"), cells.Number("amount"), cells.Number("paid"))
                )
        );

    /// <summary>Writes purchases, oldest first.</summary>
    public static void Write(TextWriter writer, IEnumerable<NewPurchase> purchases)
    {
        writer.Write(string.Join(',', Shape.Header) + "\r\n");
        foreach (var bought in purchases.OrderBy(purchase => purchase.Day))
        {
            writer.Write(
                FormattableString.Invariant($"{bought.Day:yyyy-MM-dd},{Quoted(bought.Place)},{bought.Amount},{bought.Paid},{Dollars}\r\n")
            );
        }
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text == text.Trim()
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
