using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Web.Components.Chart;

/// <summary>The bars below the chart.</summary>
public static class VolumeBars
{
    private const int Size = ChartGeometry.Size;
    private const int Buckets = 120;
    private const decimal HighestDepth = 0.04m;

    /// <summary>The unit that the bars count: that of the latest candle that has one; null where no volume is known.</summary>
    public static string? UnitOf(IReadOnlyList<Candle> candles) =>
        candles.LastOrDefault(candle => candle.VolumeUnit is not null)?.VolumeUnit;

    /// <summary>Draws the volume of candles as one path; empty where none is known.</summary>
    public static string Of(IReadOnlyList<Candle> candles)
    {
        // Units differ between sources, so only bars of the latest unit are comparable.
        var unit = UnitOf(candles);
        var buckets = candles
            .Chunk(Math.Max(1, (int)Math.Ceiling(candles.Count / (double)Buckets)))
            .Select(bucket => VolumeOf(bucket, unit))
            .ToList();
        var highest = buckets.Count == 0 || unit is null ? 0 : buckets.Max();
        if (highest == 0)
        {
            return string.Empty;
        }

        var width = Size / (decimal)buckets.Count;
        return string.Concat(
            buckets.Select((volume, at) => Bar(at * width, width * 0.7m, HighestDepth + ((1 - HighestDepth) * (1 - (volume / highest)))))
        );
    }

    /// <summary>The mean over the bucket's candles, because the last bucket may hold fewer than the others.</summary>
    private static decimal VolumeOf(Candle[] bucket, string? unit) =>
        (bucket.Where(candle => candle.VolumeUnit == unit).Sum(candle => candle.Volume) ?? 0) / bucket.Length;

    private static string Bar(decimal left, decimal width, decimal depth) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"M{left:0.#} {Size}V{Math.Round(depth * Size, MidpointRounding.AwayFromZero):0}h{width:0.#}V{Size}z"
        );
}
