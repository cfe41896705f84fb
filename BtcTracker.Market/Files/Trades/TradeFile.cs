using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>The purchases in a file: this site's own export, or the list of trades that an exchange provides to its customers.</summary>
/// <param name="Vendor">Whose file it is.</param>
/// <param name="Rows">The rows in the file's order.</param>
public sealed record TradeFile(string Vendor, IReadOnlyList<TradeRow> Rows)
{
    /// <summary>The maximum number of rows.</summary>
    public const int MostRows = 20_000;

    /// <summary>Lines before the header, such as the customer's name.</summary>
    private const int MostLinesBefore = 10;

    private static readonly IReadOnlyList<TradeVendor> Vendors =
    [
        OwnPurchases.Shape,
        .. Coinbase.Shapes,
        .. Kraken.Shapes,
        .. Bitstamp.Shapes,
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ReasonException">The file is not recognized, or not a CSV file; the message says what to do.</exception>
    public static TradeFile Read(TextReader reader)
    {
        var (records, fields) = (new CsvRecords(reader), new List<string>());
        for (var line = 0; line < MostLinesBefore && TryRead(records, fields, out _); line++)
        {
            string[] header = [.. fields.Select(name => name.TrimStart('\uFEFF').Trim().ToLowerInvariant())];
            if (Vendors.FirstOrDefault(vendor => vendor.Header.All(header.Contains)) is { } vendor)
            {
                return new TradeFile(vendor.Name, [.. ReadRows(records, header, vendor)]);
            }
        }

        throw new ReasonException(new(ReasonCode.UnknownFile, string.Join(',', OwnPurchases.Shape.Header)));
    }

    private static IEnumerable<TradeRow> ReadRows(CsvRecords records, string[] header, TradeVendor vendor)
    {
        var fields = new List<string>();
        for (var count = 0; TryRead(records, fields, out var line); )
        {
            if (fields.TrueForAll(field => field.Length == 0))
            {
                continue;
            }

            if (++count > MostRows)
            {
                throw new ReasonException(new(ReasonCode.TooManyRows, MostRows));
            }

            yield return Read(new TradeCells(header, fields), vendor, line);
        }
    }

    private static TradeRow Read(TradeCells cells, TradeVendor vendor, long line)
    {
        try
        {
            return vendor.Read(cells) is { } purchase ? new TradeRow(line, purchase, null) : new TradeRow(line, null, cells.Reason);
        }
        catch (ReasonException wrong)
        {
            return new TradeRow(line, null, wrong.Reason);
        }
    }

    private static bool TryRead(CsvRecords records, List<string> fields, out long line)
    {
        line = records.Line;
        try
        {
            return records.TryRead(fields);
        }
        catch (ReasonException malformed)
        {
            throw new ReasonException(new(ReasonCode.UnreadableLine, line, malformed.Reason), malformed);
        }
    }
}

/// <summary>A row of a file.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Purchase">The purchase that it records; null if it is skipped.</param>
/// <param name="LeftOut">Why it is skipped; null if it is not.</param>
public sealed record TradeRow(long Line, NewPurchase? Purchase, Reason? LeftOut);
