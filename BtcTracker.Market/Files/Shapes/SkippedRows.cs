using System.Globalization;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>Counts the skipped and corrected rows of a file by reason, with the first line of each.</summary>
public sealed class SkippedRows(bool strict)
{
    private readonly Dictionary<string, (long Count, long FirstLine)> _skipped = [];
    private readonly Dictionary<string, (long Count, long FirstLine)> _corrected = [];

    /// <summary>How many rows were skipped.</summary>
    public long Count => _skipped.Values.Sum(rows => rows.Count);

    /// <summary>A description of each reason: <c>9 rows without a price (the first is line 3)</c>.</summary>
    public IEnumerable<string> Descriptions => _skipped.Select(rows => $"{Of(rows)} skipped").Concat(_corrected.Select(Of));

    /// <summary>Counts a skipped row.</summary>
    /// <exception cref="FormatException">Rows are read strictly.</exception>
    internal void Skip(RowReader row, string reason) => Note(_skipped, row, reason);

    /// <summary>Counts a corrected row.</summary>
    /// <exception cref="FormatException">Rows are read strictly.</exception>
    internal void Correct(RowReader row, string reason) => Note(_corrected, row, reason);

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
