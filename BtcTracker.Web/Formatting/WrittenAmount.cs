using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Web.Formatting;

/// <summary>
/// An amount as a person writes it: digits 0 to 9, a point before the decimals, and commas only as thousands separators, each
/// before three digits: <c>1234.5</c>, <c>1,234.5</c>. An ambiguous one, such as <c>1,5</c>, is refused instead of guessed. In
/// Spanish
/// the two signs change places.
/// </summary>
public static partial class WrittenAmount
{
    /// <summary>The largest amount; everything computed from it can still be displayed.</summary>
    public const decimal Largest = 999_999_999_999_999;

    /// <summary>The most digits after the point: those of a bitcoin.</summary>
    public const int MostDecimals = 8;

    /// <summary>Reads an amount.</summary>
    /// <param name="text">The text.</param>
    /// <param name="amount">The amount; zero where it cannot be read.</param>
    /// <returns>The problem and what to do, or null.</returns>
    public static string? Read(string? text, out decimal amount)
    {
        var written = (text ?? string.Empty).Trim();
        var plain = Language.Current == Language.Spanish ? Swap(written) : written;
        amount = 0;
        return written switch
        {
            "" => Texts.AmountMissing,
            ['-' or '\u2212', ..] => Texts.AmountNegative.With(written),
            _ when written.Any(letter => char.IsDigit(letter) && !char.IsAsciiDigit(letter)) => Texts.AmountDigits.With(written),
            _ when Power().IsMatch(plain) => Texts.AmountExponent.With(written),
            _ when !Plain().IsMatch(plain) => Refusal(written, plain),
            _ when plain.Length - plain.IndexOf('.', StringComparison.Ordinal) - 1 > MostDecimals
                    && plain.Contains('.', StringComparison.Ordinal) => Texts.AmountDecimals.With(written, MostDecimals),
            _ => ReadPlain(plain, out amount),
        };
    }

    private static string Refusal(string written, string plain) =>
        Decimals().IsMatch(plain)
            ? Texts.AmountAmbiguous.With(written, Texts.AmountRule)
            : Texts.AmountNone.With(written, Texts.AmountRule);

    private static string Swap(string written) =>
        string.Create(
            written.Length,
            written,
            (swapped, from) =>
            {
                for (var at = 0; at < from.Length; at++)
                {
                    swapped[at] = from[at] switch
                    {
                        '.' => ',',
                        ',' => '.',
                        var other => other,
                    };
                }
            }
        );

    private static string? ReadPlain(string written, out decimal amount)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (decimal.TryParse(written, Style, CultureInfo.InvariantCulture, out amount) && amount <= Largest)
        {
            return null;
        }

        amount = 0;
        return Texts.AmountTooLarge.With(Largest);
    }

    [GeneratedRegex(@"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?\z|^\.[0-9]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[0-9.]*,[0-9.,]*\z")]
    private static partial Regex Decimals();

    [GeneratedRegex(@"^[0-9.,]+[eE][+-]?[0-9]+\z")]
    private static partial Regex Power();
}
