using BtcTracker.Market;
using BtcTracker.Market.Files.Trades;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Holders;

/// <summary>What importing a file would do to an account.</summary>
/// <param name="Vendor">Whose file it is.</param>
/// <param name="Added">The purchases that are new.</param>
/// <param name="Known">
/// How many are there already, with the same day, place, amount and cost: a file that is imported again adds nothing.
/// </param>
/// <param name="LeftOut">The rows that are no purchase of bitcoins for dollars, or cannot be one, with the reason.</param>
public sealed record PurchaseImport(string Vendor, IReadOnlyList<NewPurchase> Added, int Known, IReadOnlyList<LeftOutRow> LeftOut)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestFile = 2 * 1024 * 1024;

    /// <summary>Whether the holder has no room for all of them.</summary>
    public bool IsTooMuch { get; private init; }

    /// <summary>Reads a file for an account.</summary>
    /// <exception cref="ReasonException">The file's format is not known.</exception>
    public static PurchaseImport Read(byte[] file, HolderAccount account, DateOnly today)
    {
        using var reader = new StreamReader(new MemoryStream(file), System.Text.Encoding.UTF8);
        var read = TradeFile.Read(reader);
        var (purchases, leftOut) = (new List<NewPurchase>(), new List<LeftOutRow>());
        foreach (var row in read.Rows)
        {
            if ((row.LeftOut is { } reason ? ReasonTexts.Of(reason) : HolderRules.Check(row.Purchase!, today)) is { } problem)
            {
                leftOut.Add(new LeftOutRow(row.Line, problem));
            }
            else
            {
                purchases.Add(row.Purchase!);
            }
        }

        var there = account.Purchases.GroupBy(purchase => purchase.Details).ToDictionary(same => same.Key, same => same.Count());
        var (added, known) = (new List<NewPurchase>(), 0);
        foreach (var purchase in purchases)
        {
            // Two equal purchases of a day are two, in the file as in the account.
            var isKnown = there.TryGetValue(purchase, out var left) && left > 0;
            there[purchase] = left - 1;
            known += isKnown ? 1 : 0;
            if (!isKnown)
            {
                added.Add(purchase);
            }
        }

        return new PurchaseImport(read.Vendor, added, known, leftOut)
        {
            IsTooMuch = account.Purchases.Count + added.Count > HolderPurchase.Most,
        };
    }
}

/// <summary>A row that is left out.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Reason">Why, in the language of the page, or in English for the API.</param>
public sealed record LeftOutRow(long Line, string Reason);
