namespace BtcTracker.Web.Components.Chart;

/// <summary>A price at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Price">The price.</param>
public readonly record struct ChartPoint(DateTimeOffset At, decimal Price);

/// <summary>Lossy thinning for display: each bucket keeps its lowest and its highest point, so that no spike is lost.</summary>
public static class Downsample
{
    /// <summary>Thins points, oldest first, to at most two a bucket; the first and the last stay.</summary>
    public static IReadOnlyList<ChartPoint> Extremes(IReadOnlyList<ChartPoint> points, int buckets)
    {
        if (points.Count <= 2 * buckets)
        {
            return points;
        }

        var inner = points
            .Skip(1)
            .Take(points.Count - 2)
            .Chunk((int)Math.Ceiling((points.Count - 2) / (double)buckets))
            .SelectMany(LowestAndHighest);
        return [points[0], .. inner, points[^1]];
    }

    private static IEnumerable<ChartPoint> LowestAndHighest(ChartPoint[] bucket)
    {
        var (lowest, highest) = (bucket.MinBy(point => point.Price), bucket.MaxBy(point => point.Price));
        return new[] { lowest, highest }.Distinct().OrderBy(point => point.At);
    }
}
