using System.Globalization;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Components.Chart;

/// <summary>A label beside the chart, and how far along its axis it stands.</summary>
/// <param name="Percent">The place as an attribute's value, in percent from the left or from the top.</param>
/// <param name="Text">What it says.</param>
public readonly record struct AxisLabel(string Percent, string Text);

/// <summary>The server-drawn chart: where everything stands in a plot of <see cref="Size"/> × <see cref="Size"/> units, stretched to its box.</summary>
public sealed record ChartGeometry
{
    /// <summary>The plot's width and height in its own units.</summary>
    public const int Size = 1000;

    private const int LineBuckets = 180;
    private const int VolumeBuckets = 120;
    private const decimal LastVolumeDepth = 0.04m;

    /// <summary>The line's path.</summary>
    public required string Line { get; init; }

    /// <summary>The path of the area under the line.</summary>
    public required string Area { get; init; }

    /// <summary>The path of the volume bars; empty where no volume is known.</summary>
    public required string Volume { get; init; }

    /// <summary>Where the newest price stands, and the price.</summary>
    public required AxisLabel Last { get; init; }

    /// <summary>The grid lines' prices.</summary>
    public required IReadOnlyList<AxisLabel> Prices { get; init; }

    /// <summary>The times below.</summary>
    public required IReadOnlyList<AxisLabel> Times { get; init; }

    /// <summary>Draws a history, with the newest quote as its last point; null where there are fewer than two points.</summary>
    public static ChartGeometry? Of(RangeHistory history, Quote? latest)
    {
        var points = Points(history, latest);
        if (points.Count < 2 || points[0].At >= points[^1].At)
        {
            return null;
        }

        var time = new TimeRange(points[0].At, points[^1].At);
        var scale = ChartScale.For(points.Min(point => point.Price), points.Max(point => point.Price));
        var line = LinePath(Downsample.Extremes(points, LineBuckets), time, scale);
        return new ChartGeometry
        {
            Line = line,
            Area = $"{line}V{Size}H0Z",
            Volume = VolumePath(history.Candles),
            Last = new AxisLabel(Percent(scale.Depth(points[^1].Price)), Numbers.AxisPrice(points[^1].Price, scale.Step)),
            Prices = [.. scale.GridPrices().Select(price => new AxisLabel(Percent(scale.Depth(price)), Numbers.AxisPrice(price, scale.Step)))],
            Times = [.. TimeAxis.Labels(time).Select(label => new AxisLabel(Percent(Share(label.At, time)), label.Text))],
        };
    }

    /// <summary>The closes at their candles' open times, as the script's chart places them, then the newest price at its slot.</summary>
    private static List<ChartPoint> Points(RangeHistory history, Quote? latest)
    {
        var points = history.Candles.Select(candle => new ChartPoint(candle.OpenTime, candle.Close)).ToList();
        if (latest is not null && (points.Count == 0 || latest.Slot > points[^1].At))
        {
            points.Add(new ChartPoint(latest.Slot, latest.Price));
        }

        return points;
    }

    private static string LinePath(IReadOnlyList<ChartPoint> points, TimeRange time, ChartScale scale)
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L')
                .Append(Units(Share(point.At, time)))
                .Append(' ')
                .Append(Units(scale.Depth(point.Price)));
        }

        return path.ToString();
    }

    private static string VolumePath(IReadOnlyList<Candle> candles)
    {
        // Units differ between sources, so only bars of the newest unit can stand side by side.
        var unit = candles.LastOrDefault(candle => candle.VolumeUnit is not null)?.VolumeUnit;
        var buckets = candles.Chunk(Math.Max(1, (int)Math.Ceiling(candles.Count / (double)VolumeBuckets)))
            .Select(bucket => VolumeOf(bucket, unit))
            .ToList();
        var highest = buckets.Count == 0 || unit is null ? 0 : buckets.Max();
        if (highest == 0)
        {
            return string.Empty;
        }

        var width = Size / (decimal)buckets.Count;
        return string.Concat(buckets.Select((volume, at) => Bar(at * width, width * 0.7m, LastVolumeDepth + ((1 - LastVolumeDepth) * (1 - (volume / highest))))));
    }

    /// <summary>The mean over the bucket's candles, because the last bucket may hold fewer than the others.</summary>
    private static decimal VolumeOf(Candle[] bucket, string? unit) =>
        (bucket.Where(candle => candle.VolumeUnit == unit).Sum(candle => candle.Volume) ?? 0) / bucket.Length;

    private static string Bar(decimal left, decimal width, decimal depth) =>
        string.Create(CultureInfo.InvariantCulture, $"M{left:0.#} {Size}V{Units(depth)}h{width:0.#}V{Size}z");

    private static decimal Share(DateTimeOffset at, TimeRange time) => (decimal)(at - time.From).Ticks / time.Length.Ticks;

    private static int Units(decimal share) => (int)Math.Round(share * Size, MidpointRounding.AwayFromZero);

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
