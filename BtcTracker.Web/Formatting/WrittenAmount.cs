using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Web.Formatting;

/// <summary>
/// An amount as a person writes it, by one rule: digits 0 to 9, a point before the decimals, and commas only as thousands separators, each
/// before three digits: <c>1234.5</c>, <c>1,234.5</c>. What may mean two things, such as <c>1,5</c>, is refused instead of guessed.
/// </summary>
public static partial class WrittenAmount
{
    /// <summary>The largest amount; whatever is computed of it can still be told.</summary>
    public const decimal Largest = 999_999_999_999_999;

    /// <summary>The most digits after the point: those of a bitcoin.</summary>
    public const int MostDecimals = 8;

    private const string Rule = "Write digits with a point before the decimals, such as 1234.5 or 1,234.5.";

    /// <summary>Reads an amount.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="amount">The amount; zero where it cannot be read.</param>
    /// <returns>What is wrong and what to do, or null.</returns>
    public static string? Read(string? text, out decimal amount)
    {
        var written = (text ?? string.Empty).Trim();
        amount = 0;
        return written switch
        {
            "" => "Enter an amount, such as 1234.5.",
            ['-' or '\u2212', ..] => $"The amount '{written}' is negative. Enter one of 0 or more.",
            _ when written.Any(letter => char.IsDigit(letter) && !char.IsAsciiDigit(letter)) => $"The digits of '{written}' are not known here. Use 0 to 9.",
            _ when Power().IsMatch(written) => $"The amount '{written}' has an exponent. Write it out in digits, such as 1234.5.",
            _ when !Plain().IsMatch(written) => Refusal(written),
            _ when written.Length - written.IndexOf('.', StringComparison.Ordinal) - 1 > MostDecimals && written.Contains('.', StringComparison.Ordinal) =>
                $"The amount '{written}' has too many decimals. Use at most {MostDecimals}.",
            _ => ReadPlain(written, out amount),
        };
    }

    private static string Refusal(string written) => Decimals().IsMatch(written)
        ? $"In '{written}' a comma may mean thousands or decimals. {Rule}"
        : $"'{written}' is not an amount. {Rule}";

    private static string? ReadPlain(string written, out decimal amount)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (decimal.TryParse(written, Style, CultureInfo.InvariantCulture, out amount) && amount <= Largest)
        {
            return null;
        }

        amount = 0;
        return string.Create(CultureInfo.InvariantCulture, $"The amount is too large. Enter one of at most {Largest:N0}.");
    }

    [GeneratedRegex(@"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?\z|^\.[0-9]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[0-9.]*,[0-9.,]*\z")]
    private static partial Regex Decimals();

    [GeneratedRegex(@"^[0-9.,]+[eE][+-]?[0-9]+\z")]
    private static partial Regex Power();
}
