namespace BtcTracker.Market;

/// <summary>Open, high, low, close and volume over an interval, all from one origin: a candle never mixes venues.</summary>
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

    /// <summary>The traded volume, in <see cref="VolumeUnit"/>; null if unknown, as in candles made of our own quotes.</summary>
    public decimal? Volume { get; init; }

    /// <summary>The unit of <see cref="Volume"/>, <c>BTC</c> or <c>USD</c>; null if the volume is null.</summary>
    public string? VolumeUnit { get; init; }

    /// <summary>The number of samples: quotes in a candle of our own, finer candles in a rolled-up one, otherwise 1.</summary>
    public required int N { get; init; }

    /// <summary>How its origin ranks against others for the same open time.</summary>
    public required CandleRank Rank { get; init; }

    /// <summary>The source, in the format of <see cref="Quote.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Whether its high or low is a <see cref="Wick"/> that no other source confirmed, or, in a candle of our own quotes, none of the
    /// quotes is confirmed. Price extremes exclude it.
    /// </summary>
    public bool Doubtful { get; init; }

    /// <summary>
    /// The largest <see cref="Quote.Spread"/> of the quotes read in its interval, whatever its origin; null if the vendors were not
    /// compared then, or a version before spreads stored it.
    /// </summary>
    public decimal? Spread { get; init; }

    /// <summary>
    /// Whether it has the same values and origin as another; the name of an imported file is not compared, nor is a spread that the
    /// other lacks.
    /// </summary>
    public bool HasSameValuesAs(Candle other)
    {
        var known = other with { Spread = other.Spread ?? Spread };
        return this == known || (IsOfFile(Source) && IsOfFile(known.Source) && this with { Source = known.Source } == known);
    }

    /// <summary>
    /// The source of rows whose file names no source. It contains no plus, which joins the sources of a rolled-up candle.
    /// </summary>
    public static string SourceOfFile(string fileName) => FilePrefix + fileName.Replace('+', '-');

    private const string FilePrefix = "import:";

    private static bool IsOfFile(string source) =>
        source.StartsWith(FilePrefix, StringComparison.Ordinal) && !source.Contains('+', StringComparison.Ordinal);

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset CloseTime => OpenTime + Interval.Length;
}
