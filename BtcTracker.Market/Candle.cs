namespace BtcTracker.Market;

/// <summary>Open, high, low, close and volume over an interval. Whole from one origin: venues are never mixed inside one.</summary>
public sealed record Candle
{
    /// <summary>The pair.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>How long it lasts.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Its first instant, on the interval's UTC grid.</summary>
    public required DateTimeOffset OpenTime { get; init; }

    /// <summary>The first price.</summary>
    public required decimal Open { get; init; }

    /// <summary>The highest price.</summary>
    public required decimal High { get; init; }

    /// <summary>The lowest price.</summary>
    public required decimal Low { get; init; }

    /// <summary>The last price.</summary>
    public required decimal Close { get; init; }

    /// <summary>What was traded, in <see cref="VolumeUnit"/>; null where it is not known, as in candles of own quotes.</summary>
    public decimal? Volume { get; init; }

    /// <summary>The asset that <see cref="Volume"/> counts, <c>BTC</c> or <c>USD</c>; null together with it.</summary>
    public string? VolumeUnit { get; init; }

    /// <summary>How many samples it is made of: quotes in an own candle, finer candles in a rolled-up one, else 1.</summary>
    public required int N { get; init; }

    /// <summary>How much its origin is worth against another's for the same interval.</summary>
    public required CandleRank Rank { get; init; }

    /// <summary>Where it came from, written as in <see cref="Quote.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Whether its high or low is a <see cref="Wick"/> that no other source could confirm; an own candle is where none of its quotes is
    /// confirmed. Extremes leave it out.
    /// </summary>
    public bool Doubtful { get; init; }

    /// <summary>Whether it says the same as another: also of the same origin, where the name of an imported file is none.</summary>
    public bool SaysTheSameAs(Candle other) =>
        this == other || (IsOfFile(Source) && IsOfFile(other.Source) && this with { Source = other.Source } == other);

    /// <summary>The source of rows whose file names none. A plus would join the sources of a rolled-up candle.</summary>
    public static string SourceOfFile(string fileName) => FilePrefix + fileName.Replace('+', '-');

    private const string FilePrefix = "import:";

    private static bool IsOfFile(string source) =>
        source.StartsWith(FilePrefix, StringComparison.Ordinal) && !source.Contains('+', StringComparison.Ordinal);

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset CloseTime => OpenTime + Interval.Length;
}
