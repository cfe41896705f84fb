namespace BtcTracker.Benchmarks.Measuring;

/// <summary>The median and percentiles of measured values.</summary>
internal static class Percentiles
{
    /// <summary>The median; of an even number of values the mean of the middle two.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value at a share, 0 to 1, of sorted values.</summary>
    public static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
