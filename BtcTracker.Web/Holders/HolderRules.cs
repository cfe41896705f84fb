using System.Globalization;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Holders;

/// <summary>
/// The rules for days, amounts and places of purchases. Each returns the problem, in the language of the page or in English for the API, or
/// null.
/// </summary>
public static class HolderRules
{
    /// <summary>The format of a day.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    /// <summary>The most bitcoins that there can be.</summary>
    public const decimal MostBitcoins = 21_000_000;

    /// <summary>The most that a purchase may have cost.</summary>
    public const decimal MostPaid = 999_999_999_999;

    /// <summary>The longest place.</summary>
    public const int LongestPlace = 100;

    /// <summary>The highest line of an alert.</summary>
    public const decimal MostLine = 1_000_000_000_000;

    /// <summary>The only currency.</summary>
    public const string Currency = "USD";

    private const int MostDecimals = 8;
    private const string Above = "above";
    private const string Below = "below";

    /// <summary>The day of Bitcoin's first block.</summary>
    private static readonly DateOnly Genesis = new(2009, 1, 3);

    /// <summary>Parses the day of the first purchase, which is before today.</summary>
    public static string? ReadFirstBought(string? text, DateOnly today, out DateOnly day) =>
        ReadDay(text, out day) ?? (day >= today ? Texts.RuleNotOver.With(text, Text(today)) : null);

    /// <summary>Parses the day of a purchase, today at the latest.</summary>
    public static string? ReadPurchaseDay(string? text, DateOnly today, out DateOnly day) =>
        ReadDay(text, out day) ?? CheckPurchaseDay(day, today);

    /// <summary>Checks a purchase that a file has.</summary>
    public static string? Check(NewPurchase purchase, DateOnly today) =>
        CheckPurchaseDay(purchase.Day, today) ?? CheckPlace(purchase.Place) ?? CheckAmount(purchase.Amount) ?? CheckPaid(purchase.Paid);

    /// <summary>Checks an amount of bitcoins.</summary>
    public static string? CheckAmount(decimal amount) =>
        amount <= 0 ? Texts.RuleAmountZero
        : amount > MostBitcoins ? Texts.RuleAmountLarge.With(MostBitcoins)
        : HasTooManyDecimals(amount) ? Texts.RuleAmountDecimals.With(MostDecimals)
        : null;

    /// <summary>Checks what was paid; nothing for a gift.</summary>
    public static string? CheckPaid(decimal paid) =>
        paid < 0 ? Texts.RulePaidNegative
        : paid > MostPaid ? Texts.RulePaidLarge.With(MostPaid)
        : HasTooManyDecimals(paid) ? Texts.RulePaidDecimals.With(MostDecimals)
        : null;

    /// <summary>Checks the line of an alert, in US dollars.</summary>
    public static string? CheckAlertPrice(decimal price) =>
        price <= 0 ? Texts.RuleLineZero
        : price > MostLine ? Texts.RuleLineLarge.With(MostLine)
        : HasTooManyDecimals(price) ? Texts.RuleLineDecimals.With(MostDecimals)
        : null;

    /// <summary>Reads the side of an alert; null where it is none.</summary>
    public static AlertSide? ReadSide(string? text) =>
        text switch
        {
            Above => AlertSide.Above,
            Below => AlertSide.Below,
            _ => null,
        };

    /// <summary>A side as it is written.</summary>
    public static string Text(AlertSide side) => side is AlertSide.Above ? Above : Below;

    /// <summary>Checks a place.</summary>
    public static string? CheckPlace(string place) =>
        place.Length > LongestPlace ? Texts.RulePlaceLong.With(LongestPlace)
        : place.Any(letter => char.IsControl(letter)) || !IsWhole(place) ? Texts.RulePlaceHidden
        : null;

    /// <summary>Checks a currency.</summary>
    public static string? CheckCurrency(string? currency) =>
        string.IsNullOrEmpty(currency) || currency.Equals(Currency, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The currency '{currency}' is not possible: prices are in US dollars. Use {Currency}.";

    /// <summary>A day as it is written.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string? ReadDay(string? text, out DateOnly day)
    {
        if (!DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return Texts.RuleNoDay.With(text);
        }

        return CheckGenesis(day);
    }

    private static string? CheckPurchaseDay(DateOnly day, DateOnly today) =>
        CheckGenesis(day) ?? (day > today ? Texts.RuleToCome.With(Text(day), Text(today)) : null);

    private static string? CheckGenesis(DateOnly day) => day < Genesis ? Texts.RuleGenesis.With(Text(day), Text(Genesis)) : null;

    private static bool HasTooManyDecimals(decimal number) => decimal.Round(number, MostDecimals) != number;

    // Half a surrogate pair cannot be encoded.
    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
