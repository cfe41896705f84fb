using System.Globalization;

namespace BtcTracker.Market.Files;

/// <summary>Reads a file of named fields row by row, in constant memory.</summary>
internal abstract class RowReader(string path)
{
    /// <summary>The maximum length of a row in characters. A raw body has a few thousand; a binary file has no line breaks.</summary>
    public const int LongestRow = 1_000_000;

    /// <summary>The line that the row starts on, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Reads the next row; blank lines are skipped.</summary>
    /// <exception cref="FormatException">The row is malformed.</exception>
    public abstract bool Read();

    /// <summary>A field of the row; null if the file has no such column, or the field is empty.</summary>
    public abstract string? Find(string column);

    /// <summary>Whether the file has a column; in JSON lines, whether this row has the field.</summary>
    public abstract bool Has(string column);

    /// <summary>A required field.</summary>
    public string Text(string column) => Find(column) ?? throw Wrong($"{column} is empty");

    /// <summary>A required number; exponents are accepted, digit grouping is not.</summary>
    public decimal Number(string column) => FindNumber(column) ?? throw Wrong($"{column} '' is not a number");

    /// <summary>An optional number.</summary>
    public decimal? FindNumber(string column) =>
        Find(column) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(
            $"{column} '{Shortened(text)}' is not a "
                + $"number{(text.Contains(',', StringComparison.Ordinal) ? ": use a decimal point and no thousands separators" : "")}"
        );

    /// <summary>An optional whole number.</summary>
    public int? FindWhole(string column) =>
        FindNumber(column) is not { } number ? null
        : number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw Wrong($"{column} '{Shortened(Text(column))}' is not a whole number");

    /// <summary>An optional <c>true</c> or <c>false</c>.</summary>
    public bool? FindFlag(string column) =>
        Find(column) is not { } text ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw Wrong($"{column} '{Shortened(text)}' is not valid. Use true or false");

    /// <summary>A required time.</summary>
    public virtual DateTimeOffset Time(string column) =>
        RowTime.TryParse(Text(column), out var time)
            ? time
            : throw Wrong($"{column} '{Shortened(Text(column))}' is not a time; it must be {RowTime.Formats}");

    /// <summary>The exception for an error in this line.</summary>
    public FormatException Wrong(string reason) => new($"{path}, line {Line}: {reason}.");

    /// <summary>A foreign text, shortened and on one line.</summary>
    protected static string Shortened(string text) =>
        string.Concat(text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)) + (text.Length > 60 ? "…" : "");
}
