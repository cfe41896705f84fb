using System.Globalization;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What became of the rows of an import.</summary>
internal sealed class ImportTally
{
    private readonly long[] _outcomes = new long[Enum.GetValues<PutOutcome>().Length];

    /// <summary>Rows that were read and are right.</summary>
    public long Read { get; set; }

    /// <summary>Rows that changed the store.</summary>
    public long Stored => Of(PutOutcome.Stored);

    /// <summary>Rows that the store had already.</summary>
    public long Unchanged { get; set; }

    /// <summary>Candles that are not over yet.</summary>
    public long Unfinished { get; set; }

    /// <summary>Rolled-up candles that the file's start or end cuts.</summary>
    public long Cut { get; set; }

    /// <summary>How many rows were read, in words.</summary>
    public string RowsRead => $"{Words(Read)} {(Read == 1 ? "row" : "rows")} read";

    /// <summary>A count as it is shown.</summary>
    public static string Words(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Counts a row that the store did not have; from any thread.</summary>
    public void Count(PutOutcome outcome) => Interlocked.Increment(ref _outcomes[(int)outcome]);

    /// <inheritdoc />
    public override string ToString()
    {
        string[] always = [RowsRead, $"{Words(Stored)} stored", $"{Words(Unchanged)} unchanged"];
        (long Count, string Reason)[] leftOut =
        [
            (Of(PutOutcome.Outranked), "the store has something better, or a first reading, in their place"),
            (Of(PutOutcome.WithoutQuote), "the store has no quote of their slot and source; import the quotes first"),
            (Unfinished, "the candle is not over yet"),
            (Cut, "the file starts or ends within the candle"),
        ];
        return string.Join(
            ", ",
            [.. always, .. leftOut.Where(rows => rows.Count > 0).Select(rows => $"{Words(rows.Count)} left out ({rows.Reason})")]
        );
    }

    private long Of(PutOutcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);
}
