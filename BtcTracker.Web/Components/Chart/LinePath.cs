using System.Globalization;
using System.Text;
using BtcTracker.Market;

namespace BtcTracker.Web.Components.Chart;

/// <summary>The path of a line through points.</summary>
public static class LinePath
{
    /// <summary>How many candles' lengths without a candle are a gap.</summary>
    private const int GapFrom = 2;

    /// <summary>Where readings are further apart than their candles are long, how many of their usual distances are a gap.</summary>
    private const int GapFromUsual = 3;

    /// <summary>Cuts points where prices are missing between them, so that no line is drawn over what is not known.</summary>
    /// <param name="points">The points, oldest first.</param>
    /// <param name="length">The length of their candles.</param>
    public static IReadOnlyList<IReadOnlyList<ChartPoint>> Parts(IReadOnlyList<ChartPoint> points, TimeSpan length)
    {
        var distances = points.Skip(1).Zip(points, (point, before) => point.At - before.At).ToList();
        var usual = distances.Order().ElementAtOrDefault(distances.Count / 2);
        var gap = TimeSpan.FromTicks(Math.Max(GapFrom * length.Ticks, GapFromUsual * usual.Ticks));
        List<List<ChartPoint>> parts =
        [
            [],
        ];
        foreach (var point in points)
        {
            if (parts[^1] is [.., var last] && point.At - last.At > gap)
            {
                parts.Add([]);
            }

            parts[^1].Add(point);
        }

        return parts;
    }

    /// <summary>Cuts points as <see cref="Parts"/> does, and thins each part to what can be distinguished.</summary>
    /// <param name="points">The points, oldest first.</param>
    /// <param name="length">The length of their candles.</param>
    /// <param name="buckets">How many stretches of all points keep their extremes.</param>
    public static IReadOnlyList<IReadOnlyList<ChartPoint>> Thinned(IReadOnlyList<ChartPoint> points, TimeSpan length, int buckets) =>
        points.Count == 0
            ? []
            : [.. Parts(points, length).Select(part => Downsample.Extremes(part, Math.Max(2, buckets * part.Count / points.Count)))];

    /// <summary>The paths through points, one for each part of <see cref="Thinned"/>.</summary>
    /// <param name="points">The points, oldest first.</param>
    /// <param name="length">The length of their candles.</param>
    /// <param name="buckets">How many stretches of all points keep their extremes.</param>
    /// <param name="time">The time from the plot's left to its right.</param>
    /// <param name="scale">The scale of prices.</param>
    /// <param name="plot">The plot's size.</param>
    public static IReadOnlyList<string> Through(
        IReadOnlyList<ChartPoint> points,
        TimeSpan length,
        int buckets,
        TimeRange time,
        ChartScale scale,
        PlotSize plot
    ) => [.. Thinned(points, length, buckets).Select(part => Of(part, time, scale, plot))];

    /// <summary>The path through points in the plot's units; a single one is a dot.</summary>
    /// <param name="points">At least one point, oldest first.</param>
    /// <param name="time">The time from the plot's left to its right.</param>
    /// <param name="scale">The scale of prices.</param>
    /// <param name="plot">The plot's size.</param>
    public static string Of(IReadOnlyList<ChartPoint> points, TimeRange time, ChartScale scale, PlotSize plot)
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            var (across, down) = (
                plot.Across((decimal)(point.At - time.From).Ticks / time.Length.Ticks),
                plot.Down(scale.Depth(point.Price))
            );
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{across:0.##} {down:0.##}");
        }

        return points.Count == 1 ? path.Append("h0").ToString() : path.ToString();
    }
}
