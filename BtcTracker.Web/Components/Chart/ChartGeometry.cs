using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components.Chart;

/// <summary>A label beside the chart, and its position on the axis.</summary>
/// <param name="Share">The position, 0 to 1 from the left or from the top.</param>
/// <param name="Text">What it says.</param>
public readonly record struct AxisLabel(decimal Share, string Text)
{
    /// <summary>The instant of a time of the day, which the script writes in the reader's zone; null for what is none.</summary>
    public long? At { get; init; }

    /// <summary>The place as an attribute's value, in percent.</summary>
    public string Percent => (Share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

/// <summary>
/// The server-drawn chart: the layout of a plot, by default one of <see cref="Size"/> × <see cref="Size"/> units that is
/// stretched to its box.
/// </summary>
public sealed record ChartGeometry
{
    /// <summary>The width and height of a plot that is stretched, in its own units.</summary>
    public const int Size = 1000;

    private const int LineBuckets = 180;

    /// <summary>The line's path; empty where candles are drawn.</summary>
    public required string Line { get; init; }

    /// <summary>The path of the area under the line; empty where candles are drawn.</summary>
    public required string Area { get; init; }

    /// <summary>The candles' paths; empty where a line is drawn.</summary>
    public required CandlePaths Candles { get; init; }

    /// <summary>The path of the <see cref="SpreadBand"/>; empty where no spread is known.</summary>
    public required string Band { get; init; }

    /// <summary>The averages and their paths.</summary>
    public required IReadOnlyList<(Average Average, string Path)> Averages { get; init; }

    /// <summary>The marks and their positions.</summary>
    public required IReadOnlyList<(ChartMark Mark, AxisLabel Label)> Marks { get; init; }

    /// <summary>The path of the volume bars; empty where no volume is known.</summary>
    public required string Volume { get; init; }

    /// <summary>The position of the last price, and the price.</summary>
    public required AxisLabel Last { get; init; }

    /// <summary>The grid lines' prices.</summary>
    public required IReadOnlyList<AxisLabel> Prices { get; init; }

    /// <summary>The times below.</summary>
    public required IReadOnlyList<AxisLabel> Times { get; init; }

    /// <summary>Draws a view of a snapshot; null if there is not enough data.</summary>
    /// <param name="viewed">What is drawn.</param>
    /// <param name="snapshot">The snapshot that it is of.</param>
    /// <param name="view">How it is drawn.</param>
    /// <param name="size">The plot's size; null for one that is stretched.</param>
    /// <remarks>Next to the latest price, the first candle of a range would be drawn as a flat line until there are more.</remarks>
    public static ChartGeometry? OfView(ViewedHistory viewed, MarketSnapshot snapshot, PageView view, PlotSize? size = null) =>
        snapshot.AwaitsDays && viewed.History.Candles.Count < 2
            ? null
            : Of(viewed, view.Unit.Of(snapshot.LatestIn(view.Range)), view, size);

    /// <summary>Draws a history, with the latest quote as its last point; null where there are fewer than two points.</summary>
    /// <param name="viewed">What is drawn.</param>
    /// <param name="latest">The latest quote, in the view's unit as the candles; null if it is outside the range.</param>
    /// <param name="view">How it is drawn.</param>
    /// <param name="size">The plot's size; null for one that is stretched.</param>
    public static ChartGeometry? Of(ViewedHistory viewed, Quote? latest, PageView view, PlotSize? size = null)
    {
        var plot = size ?? PlotSize.Stretched;
        var candles = viewed.History.Candles;
        var points = Points(candles, latest);
        if (points.Count < 2 || points[0].At >= points[^1].At)
        {
            return null;
        }

        var isCandles = view.Type == ChartType.Candles;
        var time = new TimeRange(
            points[0].At,
            isCandles && candles.Count > 0 ? Later(candles[^1].CloseTime, points[^1].At) : points[^1].At
        );
        var scale = ScaleOf(points, isCandles ? candles : [], view.IsLog);
        var length = viewed.History.Interval.Length;
        var parts = LinePath.Thinned(isCandles ? Points(candles, null) : points, length, LineBuckets);
        IReadOnlyList<string> line = isCandles ? [] : [.. parts.Select(part => LinePath.Of(part, time, scale, plot))];
        return new ChartGeometry
        {
            Line = string.Concat(line),
            Area = string.Concat(line.Select(part => $"{part}V{plot.Height}H{part[1..part.IndexOf(' ', StringComparison.Ordinal)]}Z")),
            Candles = isCandles ? CandlePaths.Of(candles, time, scale, plot, IsForming(candles, latest)) : CandlePaths.None,
            Band = SpreadBand.Of(candles, parts, isCandles ? length / 2 : TimeSpan.Zero, time, scale, plot),
            Averages =
            [
                .. viewed
                    .Averages.Select(average => (average.Average, AveragePath(candles, average, length, time, scale, plot)))
                    .Where(drawn => drawn.Item2.Length > 0),
            ],
            Marks =
            [
                .. viewed
                    .Marks.Where(mark => mark.At <= time.To)
                    .Select(mark => (mark, new AxisLabel(Share(Later(mark.At, time.From), time), mark.Name))),
            ],
            Volume = VolumeBars.Of(candles),
            Last = new AxisLabel(scale.Depth(points[^1].Price), Numbers.AxisPrice(points[^1].Price, scale.StepAt(points[^1].Price))),
            Prices =
            [
                .. scale.GridPrices().Select(price => new AxisLabel(scale.Depth(price), Numbers.AxisPrice(price, scale.StepAt(price)))),
            ],
            Times =
            [
                .. TimeAxis
                    .Labels(time)
                    .Select(label => new AxisLabel(Share(label.At, time), label.Text)
                    {
                        At = label.Text.Contains(':', StringComparison.Ordinal) ? label.At.ToUnixTimeSeconds() : null,
                    }),
            ],
        };
    }

    /// <summary>
    /// Whether the last candle is not over: the latest quote is in it, and more may come. The script's chart uses the same rule.
    /// </summary>
    private static bool IsForming(IReadOnlyList<Candle> candles, Quote? latest) =>
        candles.Count > 0 && latest?.Slot < candles[^1].CloseTime;

    /// <summary>The closes at their candles' open times, as the script's chart places them, then the latest price at its slot.</summary>
    private static List<ChartPoint> Points(IReadOnlyList<Candle> candles, Quote? latest)
    {
        var points = candles.Select(candle => new ChartPoint(candle.OpenTime, candle.Close)).ToList();
        if (latest is not null && (points.Count == 0 || latest.Slot > points[^1].At))
        {
            points.Add(new ChartPoint(latest.Slot, latest.Price));
        }

        return points;
    }

    /// <summary>Averages do not widen the scale: they are guides, and readers look at prices.</summary>
    private static ChartScale ScaleOf(List<ChartPoint> points, IReadOnlyList<Candle> candles, bool isLog)
    {
        var prices = points
            .Select(point => point.Price)
            .Concat(candles.Select(candle => candle.High))
            .Concat(candles.Select(candle => candle.Low))
            .ToList();
        return ChartScale.For(prices.Min(), prices.Max(), isLog);
    }

    private static string AveragePath(
        IReadOnlyList<Candle> candles,
        AverageLine average,
        TimeSpan length,
        TimeRange time,
        ChartScale scale,
        PlotSize plot
    )
    {
        var known = candles
            .Zip(average.Values)
            .Where(pair => pair.Second is not null)
            .Select(pair => new ChartPoint(pair.First.OpenTime, pair.Second!.Value))
            .ToList();
        return known.Count < 2 ? string.Empty : string.Concat(LinePath.Through(known, length, LineBuckets / 2, time, scale, plot));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static decimal Share(DateTimeOffset at, TimeRange time) => (decimal)(at - time.From).Ticks / time.Length.Ticks;
}
