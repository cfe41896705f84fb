using System.Globalization;

namespace BtcTracker.Market.Files;

/// <summary>Reads a file of named fields row by row, so that memory stays flat whatever the file's size.</summary>
internal abstract class RowReader(string path)
{
    /// <summary>How many characters a row may have. A raw body has some thousands; a file that is no text has no line ends.</summary>
    public const int LongestRow = 1_000_000;

    /// <summary>The line that the row starts on, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Goes to the next row; blank lines are passed over.</summary>
    /// <exception cref="FormatException">The row is malformed.</exception>
    public abstract bool Read();

    /// <summary>A field of the row; null where the file has no such column, or the row nothing in it.</summary>
    public abstract string? Find(string column);

    /// <summary>Whether the file, or where each row names its fields this row, has a column.</summary>
    public abstract bool Has(string column);

    /// <summary>A field that must be there.</summary>
    public string Text(string column) => Find(column) ?? throw Wrong($"{column} is empty");

    /// <summary>A field that must be a number; exponents are fine, digit grouping is not.</summary>
    public decimal Number(string column) => FindNumber(column) ?? throw Wrong($"{column} '' is not a number");

    /// <summary>A field that is a number or empty.</summary>
    public decimal? FindNumber(string column) =>
        Find(column) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(
            $"{column} '{Shown(text)}' is not a "
                + $"number{(text.Contains(',', StringComparison.Ordinal) ? ": write a point before the decimals and nothing between the thousands" : "")}"
        );

    /// <summary>A field that is a whole number or empty.</summary>
    public int? FindWhole(string column) =>
        FindNumber(column) is not { } number ? null
        : number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw Wrong($"{column} '{Shown(Text(column))}' is not a whole number");

    /// <summary>A field that is <c>true</c>, <c>false</c> or empty.</summary>
    public bool? FindFlag(string column) =>
        Find(column) is not { } text ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw Wrong($"{column} '{Shown(text)}' is not valid. Use true or false");

    /// <summary>A field that must be a time.</summary>
    public virtual DateTimeOffset Time(string column) =>
        RowTime.TryParse(Text(column), out var time)
            ? time
            : throw Wrong($"{column} '{Shown(Text(column))}' is not a time; it must be {RowTime.Formats}");

    /// <summary>The exception for what is wrong on this line.</summary>
    public FormatException Wrong(string reason) => new($"{path}, line {Line}: {reason}.");

    /// <summary>A foreign text, short and on one line.</summary>
    protected static string Shown(string text) =>
        string.Concat(text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)) + (text.Length > 60 ? "…" : "");
}
