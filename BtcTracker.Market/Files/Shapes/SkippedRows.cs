using System.Globalization;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>The rows of a file that were skipped or mended, by reason, each with its first line.</summary>
public sealed class SkippedRows(bool strict)
{
    private readonly Dictionary<string, (long Count, long FirstLine)> _skipped = [];
    private readonly Dictionary<string, (long Count, long FirstLine)> _mended = [];

    /// <summary>How many rows were skipped.</summary>
    public long Count => _skipped.Values.Sum(rows => rows.Count);

    /// <summary>Each reason in words, with how many rows and the first line: <c>9 rows without a price (the first is line 3)</c>.</summary>
    public IEnumerable<string> Words => _skipped.Select(rows => $"{Of(rows)} skipped").Concat(_mended.Select(Of));

    /// <summary>Counts a row that is skipped.</summary>
    /// <exception cref="FormatException">Rows are read strictly.</exception>
    internal void Skip(RowReader row, string reason) => Note(_skipped, row, reason);

    /// <summary>Counts a row that is mended.</summary>
    /// <exception cref="FormatException">Rows are read strictly.</exception>
    internal void Mend(RowReader row, string reason) => Note(_mended, row, reason);

    private void Note(Dictionary<string, (long Count, long FirstLine)> rows, RowReader row, string reason)
    {
        if (strict)
        {
            throw row.Wrong($"a row {reason}, which --strict does not accept");
        }

        var (count, firstLine) = rows.GetValueOrDefault(reason, (0, row.Line));
        rows[reason] = (count + 1, firstLine);
    }

    private static string Of(KeyValuePair<string, (long Count, long FirstLine)> rows) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Value.Count:N0} {(rows.Value.Count == 1 ? "row" : "rows")} {rows.Key} (the first is line {rows.Value.FirstLine})"
        );
}
