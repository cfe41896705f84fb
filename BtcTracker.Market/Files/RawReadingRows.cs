namespace BtcTracker.Market.Files;

/// <summary>Raw readings as rows of a file; a body is one field, even with line breaks.</summary>
internal static class RawReadingRows
{
    /// <summary>The column that distinguishes a file of raw readings from one of quotes.</summary>
    public const string Body = "body";

    private const string Source = "source";

    /// <summary>The columns that the export writes.</summary>
    public static IReadOnlyList<Column<RawReading>> Columns { get; } =
    [new(QuoteRows.Slot, reading => reading.Slot), new(Source, reading => reading.Source), new(Body, reading => reading.Body)];

    /// <summary>Throws if a CSV file lacks a column.</summary>
    /// <exception cref="FormatException">The message names the column.</exception>
    public static void Check(CsvTable table) => table.Require(QuoteRows.Slot, Source, Body);

    /// <summary>Reads and checks a row.</summary>
    /// <exception cref="FormatException">The row is not valid; the message names file, line and reason.</exception>
    public static RawReading Read(RowReader row)
    {
        var reading = new RawReading(Symbol.BtcUsd, row.Time(QuoteRows.Slot), row.Text(Source), row.Text(Body));
        return ReadingChecks.FindProblem(reading.Slot) is { } reason ? throw row.Wrong(reason) : reading;
    }
}
