using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>Writes a number of a vendor or of Excel with a decimal point and nothing between the thousands.</summary>
internal static partial class CellNumber
{
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("0123456789.");
    private static readonly string[] EmptyCells = ["", "-", ".", "nan", "null", "none", "n/a", "na", "#n/a"];

    /// <summary>Whether a cell means that there is no number.</summary>
    public static bool IsNothing(string? text) =>
        text is null
        || (
            text.Length <= 4
            && !char.IsAsciiDigit(text[0])
            && Array.Exists(EmptyCells, nothing => text.Equals(nothing, StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>The number's plain form; other text is returned unchanged.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="decimalComma">Whether the decimal separator is a comma.</param>
    public static string Plain(string text, bool decimalComma)
    {
        if (text.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0)
        {
            return text;
        }

        var (number, factor) = FactorOf(text.Trim('$', ' ', '\u00A0'));
        var plain =
            decimalComma && WithDecimalComma().IsMatch(number) ? WithoutMarks(number, '.').Replace(',', '.')
            : WithThousands().IsMatch(number) ? WithoutMarks(number, ',')
            : number;
        return factor == 1 || !decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? plain
            : (value * factor).ToString(CultureInfo.InvariantCulture);
    }

    private static (string Number, decimal Factor) FactorOf(string text) =>
        text switch
        {
            [.. var number, 'K'] => (number, 1_000m),
            [.. var number, 'M'] => (number, 1_000_000m),
            [.. var number, 'B'] => (number, 1_000_000_000m),
            _ => (text, 1m),
        };

    private static string WithoutMarks(string text, char mark) =>
        string.Concat(text.Where(c => c != mark && c is not (' ' or '\u00A0' or '\'')));

    // 42,288.58: three digits after a single comma are ambiguous.
    [GeneratedRegex(@"^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$")]
    private static partial Regex WithThousands();

    // 42288,58 or 42.288,58
    [GeneratedRegex(@"^-?(\d+|\d{1,3}([. \u00A0']\d{3})+),\d+$")]
    private static partial Regex WithDecimalComma();
}
