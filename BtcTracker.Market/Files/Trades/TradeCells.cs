using System.Globalization;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>A row's cells by column name.</summary>
internal sealed class TradeCells(string[] header, List<string> fields)
{
    /// <summary>Amounts are rounded to satoshis, and dollars to as many decimals.</summary>
    private const int Decimals = 8;

    /// <summary>Beyond all money; sums of such numbers still fit.</summary>
    private const decimal Largest = 1_000_000_000_000_000;

    private static readonly string[] BitcoinNames = ["BTC", "XBT", "XXBT"];
    private static readonly string[] DollarNames = ["USD", "ZUSD"];

    // As a database writes them, and as Bitstamp did: Jan. 05, 2018, 01:23 PM.
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'",
        "MMM. dd, yyyy, hh:mm tt",
        "MMM dd, yyyy, hh:mm tt",
    ];

    /// <summary>Why the row is skipped.</summary>
    public Reason? Reason { get; private set; }

    /// <summary>A cell's text; empty if the row or the file lacks it.</summary>
    public string Text(string column) =>
        Array.IndexOf(header, column) is >= 0 and var at && at < fields.Count ? fields[at].Trim() : string.Empty;

    /// <summary>The UTC day of a cell's time.</summary>
    /// <exception cref="ReasonException">The cell is not a time.</exception>
    public DateOnly Day(string column) =>
        DateTimeOffset.TryParseExact(
            Text(column),
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : throw new ReasonException(new(ReasonCode.NotATime, column, Text(column)));

    /// <summary>A cell's number; a currency's sign or name around it, and commas between thousands, are accepted.</summary>
    /// <exception cref="ReasonException">The cell is not a number, or too large.</exception>
    public decimal Number(string column)
    {
        var text = Text(column).Split(' ')[0].Replace("$", string.Empty, StringComparison.Ordinal);
        if (!decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            throw new ReasonException(new(ReasonCode.NotANumber, column, Text(column)));
        }

        return Math.Abs(number) <= Largest
            ? Math.Round(number, Decimals, MidpointRounding.AwayFromZero)
            : throw new ReasonException(new(ReasonCode.NumberTooLarge, column, Text(column)));
    }

    /// <summary>A number that may be missing, such as a fee.</summary>
    public decimal NumberOrZero(string column) => Text(column).Length == 0 ? 0 : Number(column);

    /// <summary>The row's purchase, if bitcoin was bought for US dollars.</summary>
    /// <param name="kind">The vendor's type of the row, such as a buy.</param>
    /// <param name="asset">What was traded.</param>
    /// <param name="currency">What it was paid in.</param>
    /// <param name="read">Reads the rest.</param>
    public NewPurchase? Bought(string kind, string asset, string currency, Func<NewPurchase> read) =>
        !kind.EndsWith("buy", StringComparison.OrdinalIgnoreCase) ? Skip(new(ReasonCode.NotABuy, kind))
        : !BitcoinNames.Contains(asset, StringComparer.OrdinalIgnoreCase) ? Skip(new(ReasonCode.NotBitcoin, asset))
        : !DollarNames.Contains(currency, StringComparer.OrdinalIgnoreCase) ? Skip(new(ReasonCode.NotInDollars, currency))
        : read();

    private NewPurchase? Skip(Reason reason)
    {
        Reason = reason;
        return null;
    }
}
