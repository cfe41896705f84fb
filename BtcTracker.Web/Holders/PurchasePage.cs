using System.Globalization;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Web.Holders;

/// <summary>
/// A page of purchases in the order of their days. The next one starts after the last of this, even if that is deleted meanwhile.
/// </summary>
/// <param name="Purchases">The purchases.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
public sealed record PurchasePage(IReadOnlyList<HolderPurchase> Purchases, string? Next)
{
    /// <summary>The default number of purchases of a page.</summary>
    public const int DefaultSize = 100;

    /// <summary>Selects a page.</summary>
    /// <param name="purchases">All purchases.</param>
    /// <param name="after">Where it starts, as <see cref="Next"/> said; null for the beginning.</param>
    /// <param name="size">The most purchases.</param>
    public static PurchasePage Of(IReadOnlyList<HolderPurchase> purchases, (DateOnly Day, int Number)? after, int size)
    {
        var left = purchases.OrderBy(PlaceOf).Where(purchase => after is not { } last || PlaceOf(purchase).CompareTo(last) > 0).ToList();
        var page = left.Take(size).ToList();
        return new PurchasePage(
            page,
            left.Count > size
                ? string.Create(CultureInfo.InvariantCulture, $"{HolderRules.Text(page[^1].Details.Day)}.{page[^1].Number}")
                : null
        );
    }

    /// <summary>Reads where a page starts.</summary>
    /// <returns>Whether that can be read; nothing is the beginning.</returns>
    public static bool TryReadCursor(string? text, out (DateOnly Day, int Number)? after)
    {
        after = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (
            text.Split('.') is [var dayText, var numberText]
            && DateOnly.TryParseExact(dayText, HolderRules.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && int.TryParse(numberText, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            after = (day, number);
        }

        return after is not null;
    }

    private static (DateOnly Day, int Number) PlaceOf(HolderPurchase purchase) => (purchase.Details.Day, purchase.Number);
}
