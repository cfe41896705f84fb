namespace BtcTracker.Market.Files.Shapes;

/// <summary>The distance between rows, and their order.</summary>
/// <param name="Distance">The most frequent distance between consecutive rows; null if there is only one row.</param>
/// <param name="IsLatestFirst">Whether the latest row comes first.</param>
/// <param name="IsSure">Whether there are enough rows to contradict the interval that the user states.</param>
public sealed record Spacing(TimeSpan? Distance, bool IsLatestFirst, bool IsSure)
{
    private const int FewestSteps = 3;

    /// <summary>The spacing of no rows.</summary>
    public static Spacing Unknown { get; } = new(null, IsLatestFirst: false, IsSure: false);

    /// <summary>Measures times in the file's order.</summary>
    public static Spacing Of(IReadOnlyList<DateTimeOffset> times, bool areDates)
    {
        var steps = times.Zip(times.Skip(1), (time, next) => next - time).Where(step => step != TimeSpan.Zero).ToList();
        if (steps.Count == 0)
        {
            return areDates && times.Count > 0 ? Unknown with { Distance = TimeSpan.FromDays(1) } : Unknown;
        }

        // Of two equals the longer: a day of 23 hours is the start of summer time.
        var distance = steps
            .CountBy(step => step.Duration())
            .OrderByDescending(step => step.Value)
            .ThenByDescending(step => step.Key)
            .First()
            .Key;
        return new Spacing(distance, steps.Count(step => step < TimeSpan.Zero) * 2 > steps.Count, steps.Count >= FewestSteps);
    }
}
