namespace BtcTracker.Market;

/// <summary>A candle whose high or low is so far from its neighbours' closes that another source should confirm it.</summary>
/// <remarks>The thresholds are twice and half the neighbours' price. Few real candles exceed them.</remarks>
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

    /// <summary>Finds the suspect candles.</summary>
    /// <param name="oldestFirst">The candles in question, of one interval.</param>
    /// <param name="around">Stored candles before and after them, which also count as neighbours.</param>
    public static IReadOnlyList<Wick> Find(IReadOnlyList<Candle> oldestFirst, IEnumerable<Candle> around)
    {
        var known = around
            .Concat(oldestFirst)
            .DistinctBy(candle => candle.OpenTime)
            .ToDictionary(candle => candle.OpenTime, candle => candle.Close);
        return [.. oldestFirst.Select(candle => Of(candle, known)).OfType<Wick>()];
    }

    /// <summary>The suspect price.</summary>
    public decimal Price => PriceOf(Candle);

    /// <summary>The same price of another candle, its low or its high.</summary>
    public decimal PriceOf(Candle candle) => IsLow ? candle.Low : candle.High;

    /// <summary>Whether another source's candle has the same high or low, which confirms it.</summary>
    public bool IsConfirmedBy(Candle other) =>
        IsHighOf(other) == IsHigh
        && IsLowOf(other) == IsLow
        && (!IsHigh || IsNear(Candle.High, other.High))
        && (!IsLow || IsNear(Candle.Low, other.Low));

    /// <summary>Whether another source's candle is in line with the neighbours.</summary>
    public bool IsRefutedBy(Candle other) => !IsHighOf(other) && !IsLowOf(other);

    private static Wick? Of(Candle candle, Dictionary<DateTimeOffset, decimal> closes)
    {
        var neighbours = Enumerable
            .Range(-Reach, (2 * Reach) + 1)
            .Where(offset => offset != 0)
            .Select(offset => candle.OpenTime + (offset * candle.Interval.Length))
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
