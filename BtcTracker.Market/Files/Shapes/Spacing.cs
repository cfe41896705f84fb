namespace BtcTracker.Market.Files.Shapes;

/// <summary>How far rows are apart, and which way they go.</summary>
/// <param name="Distance">The distance that most rows have to the next; null where there is only one row.</param>
/// <param name="IsLatestFirst">Whether the latest row comes first.</param>
/// <param name="IsSure">Whether there are rows enough to hold the distance against what a user says.</param>
public sealed record Spacing(TimeSpan? Distance, bool IsLatestFirst, bool IsSure)
{
    private const int FewestThatTell = 3;

    /// <summary>Of no rows.</summary>
    public static Spacing Unknown { get; } = new(null, IsLatestFirst: false, IsSure: false);

    /// <summary>Measures times that stand in the file's order.</summary>
    public static Spacing Of(IReadOnlyList<DateTimeOffset> times, bool areDates)
    {
        var steps = times.Zip(times.Skip(1), (one, next) => next - one).Where(step => step != TimeSpan.Zero).ToList();
        if (steps.Count == 0)
        {
            return areDates && times.Count > 0 ? Unknown with { Distance = TimeSpan.FromDays(1) } : Unknown;
        }

        // Of equals the longer: a day of 23 hours is one of a zone with summer time.
        var distance = steps
            .CountBy(step => step.Duration())
            .OrderByDescending(step => step.Value)
            .ThenByDescending(step => step.Key)
            .First()
            .Key;
        return new Spacing(distance, steps.Count(step => step < TimeSpan.Zero) * 2 > steps.Count, steps.Count >= FewestThatTell);
    }
}
