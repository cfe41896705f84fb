using System.Globalization;

namespace BtcTracker.Market;

/// <summary>
/// Why something is refused. The text here is English; a page in another language has its own format for each code.
/// </summary>
/// <param name="code">Which reason it is.</param>
/// <param name="values">What the text names, in the order of <see cref="ReasonCode"/>; one may be a reason itself.</param>
public sealed class Reason(ReasonCode code, params object[] values)
{
    /// <summary>Which reason it is.</summary>
    public ReasonCode Code => code;

    /// <summary>Its text in a language.</summary>
    /// <param name="formatOf">The language's composite format of a code.</param>
    public string Format(Func<ReasonCode, string> formatOf) =>
        string.Format(
            CultureInfo.InvariantCulture,
            formatOf(code),
            [.. values.Select(value => value is Reason inner ? inner.Format(formatOf) : value)]
        );

    /// <summary>Its text in English.</summary>
    public override string ToString() => Format(English);

    /// <summary>The composite format of a code in English.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code has no text.</exception>
    public static string English(ReasonCode code) =>
        code switch
        {
            ReasonCode.NameEmpty => "The name is empty. Use letters.",
            ReasonCode.NameTooLong => "The name is too long. Use at most {0} letters.",
            ReasonCode.NameCharacter => "The name holds '{0}'. Use letters only.",
            ReasonCode.NameCodePoint => "The name holds the character {0}. Use letters only.",
            ReasonCode.NotATime => "the {0} '{1}' is not a time",
            ReasonCode.NotANumber => "the {0} '{1}' is not a number",
            ReasonCode.NumberTooLarge => "the {0} '{1}' is too large",
            ReasonCode.NotABuy => "'{0}' is not a buy",
            ReasonCode.NotBitcoin => "{0} is not bitcoin",
            ReasonCode.NotInDollars => "paid in {0}, not in US dollars",
            ReasonCode.UnknownFile => "The file is not recognized. It must be a CSV file with the columns {0}, or the trades of Coinbase, "
                + "Kraken or Bitstamp as they export them.",
            ReasonCode.TooManyRows => "The file has more than {0} rows. Split it.",
            ReasonCode.UnreadableLine => "Line {0} cannot be read: {1}.",
            ReasonCode.UnclosedQuote => "a quotation mark is opened and not closed",
            ReasonCode.RowTooLong => "the row is longer than {0} characters, so this is no text file, or a quotation mark is not closed",
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The reason has no text."),
        };
}
