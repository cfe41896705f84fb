namespace BtcTracker.Market;

/// <summary>A candle whose high or low is so far from what its neighbours closed at that another source should confirm it.</summary>
/// <remarks>Real days have moved by more than a half; twice and half the neighbours' price is beyond all but a few.</remarks>
/// <param name="Candle">The suspect candle.</param>
/// <param name="Typical">The median of its neighbours' closes.</param>
public sealed record Wick(Candle Candle, decimal Typical)
{
    /// <summary>How many candles on either side are its neighbours.</summary>
    public const int Reach = 3;

    /// <summary>With fewer neighbours nothing is suspect.</summary>
    public const int FewestNeighbours = 3;

    private const decimal Farthest = 2m;
    private const decimal Tolerance = 0.25m;

    /// <summary>Whether the high is too high.</summary>
    public bool IsHigh => IsHighOf(Candle);

    /// <summary>Whether the low is too low.</summary>
    public bool IsLow => IsLowOf(Candle);

    /// <summary>The suspect candles among some; those around them that are stored are neighbours too.</summary>
    /// <param name="oldestFirst">The candles in question, of one interval.</param>
    /// <param name="around">What is known before and after them.</param>
    public static IReadOnlyList<Wick> Find(IReadOnlyList<Candle> oldestFirst, IEnumerable<Candle> around)
    {
        var known = around
            .Concat(oldestFirst)
            .DistinctBy(candle => candle.OpenTime)
            .ToDictionary(candle => candle.OpenTime, candle => candle.Close);
        return [.. oldestFirst.Select(candle => Of(candle, known)).OfType<Wick>()];
    }

    /// <summary>The price that is suspect.</summary>
    public decimal Price => PriceOf(Candle);

    /// <summary>Another candle's price in the same place, its low or its high.</summary>
    public decimal PriceOf(Candle candle) => IsLow ? candle.Low : candle.High;

    /// <summary>Whether another source's candle has the same high or low, so that the market did trade there.</summary>
    public bool IsConfirmedBy(Candle other) =>
        IsHighOf(other) == IsHigh
        && IsLowOf(other) == IsLow
        && (!IsHigh || IsNear(Candle.High, other.High))
        && (!IsLow || IsNear(Candle.Low, other.Low));

    /// <summary>Whether another source's candle is as its neighbours are.</summary>
    public bool IsRefutedBy(Candle other) => !IsHighOf(other) && !IsLowOf(other);

    private static Wick? Of(Candle candle, Dictionary<DateTimeOffset, decimal> closes)
    {
        var neighbours = Enumerable
            .Range(-Reach, (2 * Reach) + 1)
            .Where(place => place != 0)
            .Select(place => candle.OpenTime + (place * candle.Interval.Length))
            .Where(closes.ContainsKey)
            .Select(time => closes[time])
            .Order()
            .ToList();
        return neighbours.Count >= FewestNeighbours && new Wick(candle, Median(neighbours)) is { } wick && (wick.IsHigh || wick.IsLow)
            ? wick
            : null;
    }

    private static decimal Median(List<decimal> ascending) => (ascending[(ascending.Count - 1) / 2] + ascending[ascending.Count / 2]) / 2;

    private static bool IsNear(decimal mine, decimal theirs) => Math.Abs(theirs - mine) <= mine * Tolerance;

    private bool IsHighOf(Candle candle) => candle.High > Typical * Farthest;

    private bool IsLowOf(Candle candle) => candle.Low * Farthest < Typical;
}
