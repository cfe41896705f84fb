using System.Globalization;

namespace BtcTracker.Web.Formatting;

/// <summary>
/// Numbers as the page writes them in its language. The page's script writes the same in <c>format.js</c>; a browser test compares
/// the two.
/// </summary>
public static class Numbers
{
    /// <summary>The placeholder of an unknown number.</summary>
    public const string Unknown = "–";

    private const decimal SatoshisPerBitcoin = 100_000_000;
    private const decimal Million = 1_000_000;
    private const char Minus = '\u2212';
    private const char NoBreak = '\u00a0';

    // A Spanish billion is a million millions.
    private static readonly (decimal Size, Func<string> Name)[] Scales =
    [
        (1e12m, () => Texts.Trillion),
        (1e9m, () => Texts.Billion),
        (1e6m, () => Texts.Million),
    ];

    /// <summary>A number for scripts, with every digit; null for none.</summary>
    public static string? Raw(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A price: two decimals, below 1 four significant digits.</summary>
    public static string Price(decimal price) => Dollars(Digits(price, PriceDecimals(price)));

    /// <summary>An amount of a currency: its decimals, below 1 four significant digits.</summary>
    public static string Amount(decimal amount, int decimals) => Digits(amount, amount is > 0 and < 1 ? PriceDecimals(amount) : decimals);

    /// <summary>An amount as it was given, with every decimal.</summary>
    public static string Given(decimal amount) => amount.ToString("#,0.############################", Language.Current.Formats);

    /// <summary>How many satoshis a dollar buys: whole ones from 100 on.</summary>
    public static string SatoshisPerDollar(decimal price) =>
        price <= 0 ? Unknown
        : SatoshisPerBitcoin / price is var satoshis && satoshis >= 100 ? Digits(satoshis, 0)
        : Digits(satoshis, PriceDecimals(satoshis));

    /// <summary>An amount of satoshis that a dollar buys: two decimals as a price has, from 10,000 on whole ones.</summary>
    public static string Satoshis(decimal amount) => $"{Digits(amount, amount >= 10_000 ? 0 : PriceDecimals(amount))} sat";

    /// <summary>How many decimals a price is written with.</summary>
    public static int PriceDecimals(decimal price)
    {
        if (price is >= 1 or <= 0)
        {
            return 2;
        }

        var decimals = 4;
        for (var scaled = price; scaled < 0.1m && decimals < 12; scaled *= 10)
        {
            decimals++;
        }

        return decimals;
    }

    /// <summary>
    /// A price on an axis, with the decimals that its steps need: no two labels are the same. From a million on, as many satoshis as a
    /// dollar once bought, millions are counted, since the axis is narrow.
    /// </summary>
    public static string AxisPrice(decimal price, decimal step) =>
        price >= Million
            ? Digits(price / Million, Math.Min(Decimals(step / Million), Decimals(price / Million))) + Texts.ShortMillion
            : Digits(price, Decimals(step));

    /// <summary>
    /// A change in percent with its sign, two decimals below 10,000 unless others are asked for; a dash where it is not known.
    /// </summary>
    public static string Percent(decimal? percent, int decimals = 2) =>
        percent is not { } known ? Unknown : Sign(known) + WithSign(Digits(Math.Abs(known), Math.Abs(known) < 10_000 ? decimals : 0));

    /// <summary>
    /// A change short enough for a tab: one decimal, and above 10,000 % as a multiple of the earlier price.
    /// </summary>
    public static string TabPercent(decimal? percent) =>
        percent is > 10_000 ? "×" + Short((percent.Value / 100) + 1) : Percent(percent, decimals: 1);

    /// <summary>A difference of prices with its sign; nothing where it is not known.</summary>
    public static string Difference(decimal? sum) => Difference(sum, PriceUnit.Dollars);

    /// <summary>A difference of amounts of a unit with its sign; nothing where it is not known.</summary>
    public static string Difference(decimal? sum, PriceUnit unit) =>
        sum is { } known ? Sign(known) + unit.Write(Math.Abs(known)) : string.Empty;

    /// <summary>A change in percent for a narrow column: its sign, one decimal below 1,000; empty where it is not known.</summary>
    public static string ShortPercent(decimal? percent)
    {
        if (percent is not { } known)
        {
            return string.Empty;
        }

        var decimals = Math.Abs(known) < 1_000 ? 1 : 0;
        return Sign(Math.Round(known, decimals, MidpointRounding.AwayFromZero)) + WithSign(Digits(Math.Abs(known), decimals));
    }

    /// <summary>Whether <see cref="ShortPercent"/> writes a change as zero.</summary>
    public static bool IsShortZero(decimal percent) => Math.Round(percent, 1, MidpointRounding.AwayFromZero) == 0;

    /// <summary>How many times something is something else, two decimals; a dash where it is not known.</summary>
    public static string Multiple(decimal? multiple) => multiple is { } known ? Digits(known, 2) : Unknown;

    /// <summary>The direction of a change as shown, after rounding: 1, 0 or −1; null where it is not known.</summary>
    public static int? Direction(decimal? percent) => percent is { } known ? Math.Sign(Rounded(known)) : null;

    /// <summary>A large sum in words: <c>$1.85 trillion</c>.</summary>
    public static string Money(decimal? amount) => amount is { } known ? Dollars(Scaled(known).Text) : Unknown;

    /// <summary>A large amount of the base asset: <c>19.96 million BTC</c>.</summary>
    public static string Amount(decimal? amount, string asset) => amount is { } known ? AmountOf(Scaled(known), asset) : Unknown;

    /// <summary>A number with the sign of percent, which Spanish sets apart.</summary>
    public static string WithSign(string number) => Language.Current == Language.Spanish ? $"{number}{NoBreak}%" : number + "%";

    /// <summary>A sum with its currency. A dollar's sign is that of many pesos, so Spanish names the currency by its code.</summary>
    private static string Dollars(string sum) => Language.Current == Language.Spanish ? $"USD{NoBreak}{sum}" : "$" + sum;

    private static string AmountOf((string Text, bool IsInWords) scaled, string asset) =>
        scaled.IsInWords && Language.Current == Language.Spanish ? $"{scaled.Text} de {asset}" : $"{scaled.Text} {asset}";

    /// <summary>A share that is in percent already, one decimal; a dash where it is not known.</summary>
    public static string Share(decimal? percent) => percent is { } known ? WithSign(Digits(known, 1)) : Unknown;

    /// <summary>A small part that is in percent already, two decimals; a dash where it is not known.</summary>
    public static string Part(decimal? percent) => percent is { } known ? WithSign(Digits(known, 2)) : Unknown;

    /// <summary>
    /// A <see cref="Market.Quote.Spread"/> in percent, three decimals, as sources differ by hundredths; a dash where it is not known.
    /// </summary>
    public static string Spread(decimal? spread) => spread is { } known ? WithSign(Digits(known * 100, 3)) : Unknown;

    /// <summary>A share in percent, one decimal.</summary>
    public static string Share(decimal part, decimal whole) => WithSign(Digits(part / whole * 100, 1));

    private static string Short(decimal amount) =>
        amount switch
        {
            >= 1e6m => Digits(amount / 1e6m, 1) + Texts.ShortMillion,
            >= 1e3m => Digits(amount / 1e3m, 0) + Texts.ShortThousand,
            _ => Digits(amount, 0),
        };

    private static (string Text, bool IsInWords) Scaled(decimal amount)
    {
        foreach (var (size, name) in Scales)
        {
            if (amount >= size)
            {
                return ($"{Digits(amount / size, 2)} {name()}", true);
            }
        }

        return (Digits(amount, 2), false);
    }

    private static int Decimals(decimal step)
    {
        var decimals = 0;
        for (var scaled = step; scaled != Math.Truncate(scaled) && decimals < 12; scaled *= 10)
        {
            decimals++;
        }

        return decimals;
    }

    private static decimal Rounded(decimal percent) => Math.Round(percent, 2, MidpointRounding.AwayFromZero);

    private static string Sign(decimal percent) =>
        Math.Sign(Rounded(percent)) switch
        {
            > 0 => "+",
            < 0 => Minus.ToString(),
            _ => string.Empty,
        };

    private static string Digits(decimal number, int decimals) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals, Language.Current.Formats);
}
