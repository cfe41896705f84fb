using System.Globalization;

namespace BtcTracker.Ingest.Files;

/// <summary>What became of the rows of an import.</summary>
internal sealed class ImportTally
{
    /// <summary>Rows that were read and are right.</summary>
    public long Read { get; set; }

    /// <summary>Rows that changed the store.</summary>
    public long Stored { get; set; }

    /// <summary>Rows that the store had already.</summary>
    public long Unchanged { get; set; }

    /// <summary>Candles that are not over yet.</summary>
    public long Unfinished { get; set; }

    /// <summary>Rows in whose place the store has something that is worth more: a candle of a higher rank or of more samples, another quote.</summary>
    public long Outranked { get; set; }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Parts());

    /// <summary>A count as it is shown.</summary>
    public static string Words(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private IEnumerable<string> Parts()
    {
        yield return $"{Words(Read)} rows read";
        yield return $"{Words(Stored)} stored";
        yield return $"{Words(Unchanged)} unchanged";
        if (Outranked > 0)
        {
            yield return $"{Words(Outranked)} left as they are, because the store has better ones there";
        }

        if (Unfinished > 0)
        {
            yield return $"{Words(Unfinished)} left out, because the candle is not over yet";
        }
    }
}
