namespace BtcTracker.Benchmarks.Measuring;

/// <summary>Middles of what was measured.</summary>
internal static class Middle
{
    /// <summary>The median; of an even number of values the mean of the middle two.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A percentile, 0 to 1, of values that are sorted.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
