using System.Globalization;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Counts the results of an import's rows.</summary>
internal sealed class ImportTally
{
    private readonly long[] _outcomes = new long[Enum.GetValues<PutOutcome>().Length];

    /// <summary>Valid rows that were read.</summary>
    public long Read { get; set; }

    /// <summary>Rows that changed the store.</summary>
    public long Stored => Of(PutOutcome.Stored);

    /// <summary>Rows that the store already had.</summary>
    public long Unchanged { get; set; }

    /// <summary>Candles that are not closed yet.</summary>
    public long Unfinished { get; set; }

    /// <summary>Rolled-up candles that are incomplete at the file's start or end.</summary>
    public long Cut { get; set; }

    /// <summary>The number of rows read, for display.</summary>
    public string RowsRead => $"{Format(Read)} {(Read == 1 ? "row" : "rows")} read";

    /// <summary>Formats a count.</summary>
    public static string Format(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Counts the result of a row. Thread-safe.</summary>
    public void Count(PutOutcome outcome) => Interlocked.Increment(ref _outcomes[(int)outcome]);

    /// <inheritdoc />
    public override string ToString()
    {
        string[] always = [RowsRead, $"{Format(Stored)} stored", $"{Format(Unchanged)} unchanged"];
        (long Count, string Reason)[] leftOut =
        [
            (Of(PutOutcome.Outranked), "the store has something better, or a first reading, in their place"),
            (Of(PutOutcome.WithoutQuote), "the store has no quote of their slot and source; import the quotes first"),
            (Unfinished, "the candle is not closed yet"),
            (Cut, "the file starts or ends within the candle"),
        ];
        return string.Join(
            ", ",
            [.. always, .. leftOut.Where(rows => rows.Count > 0).Select(rows => $"{Format(rows.Count)} skipped ({rows.Reason})")]
        );
    }

    private long Of(PutOutcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);
}
