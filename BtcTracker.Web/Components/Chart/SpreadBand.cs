using System.Globalization;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Components.Chart;

/// <summary>
/// The band around the prices that shows how far the sources were apart: close ± spread ÷ 2. It is drawn only where that is known, and
/// widens no scale.
/// </summary>
public static class SpreadBand
{
    /// <summary>Draws the band as one path; empty where no spread is known, or all are zero.</summary>
    /// <param name="candles">The candles, oldest first.</param>
    /// <param name="parts">The points to draw it at: those of the line, so that it follows what is drawn.</param>
    /// <param name="shift">How much later than a point it is drawn.</param>
    /// <param name="time">The time from the plot's left to its right.</param>
    /// <param name="scale">The scale of prices.</param>
    /// <param name="plot">The plot's size.</param>
    public static string Of(
        IReadOnlyList<Candle> candles,
        IReadOnlyList<IReadOnlyList<ChartPoint>> parts,
        TimeSpan shift,
        TimeRange time,
        ChartScale scale,
        PlotSize plot
    )
    {
        var spreads = candles.Zip(SourceSpreads.Of(candles)).ToDictionary(pair => pair.First.OpenTime, pair => pair.Second);
        if (!spreads.Values.Any(spread => spread > 0))
        {
            return string.Empty;
        }

        var path = new StringBuilder();
        foreach (var stretch in parts.SelectMany(part => Stretches(part, SpreadAt)))
        {
            Append(path, [.. stretch.Select(at => Place(at, 1)), .. stretch.AsEnumerable().Reverse().Select(at => Place(at, -1))]);
        }

        return path.ToString();

        // The line ends at the latest quote, which falls in the last candle.
        decimal? SpreadAt(ChartPoint point) => spreads.GetValueOrDefault(candles[0].Interval.OpenTimeOf(point.At));

        (decimal Across, decimal Down) Place((ChartPoint Point, decimal Spread) at, int side) =>
            (
                plot.Across((decimal)(at.Point.At + shift - time.From).Ticks / time.Length.Ticks),
                plot.Down(scale.Depth(at.Point.Price * (1 + (side * at.Spread / 2))))
            );
    }

    /// <summary>The stretches of two or more points in a row whose spread is known.</summary>
    private static IEnumerable<List<(ChartPoint Point, decimal Spread)>> Stretches(
        IReadOnlyList<ChartPoint> part,
        Func<ChartPoint, decimal?> spreadAt
    )
    {
        List<List<(ChartPoint, decimal)>> stretches =
        [
            [],
        ];
        foreach (var point in part)
        {
            if (spreadAt(point) is { } spread)
            {
                stretches[^1].Add((point, spread));
            }
            else
            {
                stretches.Add([]);
            }
        }

        return stretches.Where(stretch => stretch.Count > 1);
    }

    // Differences are shorter than places.
    private static void Append(StringBuilder path, IReadOnlyList<(decimal Across, decimal Down)> edge)
    {
        path.Append(CultureInfo.InvariantCulture, $"M{edge[0].Across:0.##} {edge[0].Down:0.##}l");
        for (var at = 1; at < edge.Count; at++)
        {
            var (across, down) = (edge[at].Across - edge[at - 1].Across, edge[at].Down - edge[at - 1].Down);
            path.Append(CultureInfo.InvariantCulture, $"{(at == 1 ? "" : " ")}{across:0.##} {down:0.##}");
        }

        path.Append('z');
    }
}
