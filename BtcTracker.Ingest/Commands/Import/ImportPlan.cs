using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What to store for a file's rows.</summary>
/// <param name="Rows">The interval of the rows; null if each row states it.</param>
/// <param name="Targets">The intervals that the rows are rolled up to, the coarsest first; empty if they are stored unchanged.</param>
internal sealed record ImportPlan(Interval? Rows, IReadOnlyList<Interval> Targets)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // Distances of candles of other intervals; any other distance is a gap.
    private static readonly double[] UsualMinutes = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1_440, 10_080];

    /// <summary>A description of what will be stored.</summary>
    public string Description =>
        Targets.Count > 0 ? $"{Rows} rows, rolled up to {string.Join(", ", Targets)}{(IsOfLastDays ? " of the last 30 days" : "")}"
        : Rows is null ? "candles"
        : $"{Rows} candles";

    /// <summary>Whether 5-minute candles are stored for the last days only, because no interval was specified.</summary>
    public bool IsOfLastDays => Targets.Count > 1 && Targets[^1] == Interval.FiveMinutes;

    /// <summary>Finds the plan for a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="named">The interval that the user specified; null if none.</param>
    /// <exception cref="FormatException">The rows' interval cannot be stored, or differs from the one the user specified.</exception>
    public static ImportPlan For(PriceFile file, Interval? named)
    {
        var found = file.Spacing.Distance;
        if (file.HasIntervals || found is not { } distance)
        {
            return new ImportPlan(named, []);
        }

        // Single prices may be days apart; each is the price of its day.
        distance = (file.IsOnePrice || distance < Week) && distance.Ticks % TimeSpan.TicksPerDay == 0 ? TimeSpan.FromDays(1) : distance;
        return named is null ? Found(file, distance) : Named(file, distance, named);
    }

    private static ImportPlan Named(PriceFile file, TimeSpan distance, Interval named)
    {
        if (distance == named.Length || !file.Spacing.IsSure)
        {
            return new ImportPlan(named, []);
        }

        if (file.RollsUp && distance < named.Length && named.Length.Ticks % distance.Ticks == 0)
        {
            return new ImportPlan(Interval.Of(distance), [named]);
        }

        var isHoles =
            distance > named.Length
            && distance < Week
            && distance.Ticks % named.Length.Ticks == 0
            && !UsualMinutes.Contains(distance.TotalMinutes);
        var way =
            Interval.Stored.FirstOrDefault(stored => stored.Length == distance) is { } right ? $"Import them with --interval {right}"
            : distance < TimeSpan.FromDays(1) ? "Leave out --interval to roll them up"
            : "Import a file of days, hours or 5 minutes";
        return isHoles
            ? new ImportPlan(named, [])
            : throw new FormatException(
                $"{file.Path}: the rows are {Interval.Of(distance)} apart, so they are not {named} candles. {way}."
            );
    }

    private static ImportPlan Found(PriceFile file, TimeSpan distance)
    {
        if (Interval.Stored.FirstOrDefault(stored => stored.Length == distance) is { } asItIs)
        {
            return new ImportPlan(asItIs, []);
        }

        var coarser = Interval.Stored.Reverse().Where(stored => stored.Length > distance && stored.Length.Ticks % distance.Ticks == 0);
        List<Interval> targets = [.. coarser];
        return targets.Count > 0
            ? new ImportPlan(Interval.Of(distance), targets)
            : throw new FormatException(
                $"{file.Path}: the rows are {Interval.Of(distance)} apart, which is not an interval that can be stored. "
                    + "Import a file of days, hours, minutes, or specify --interval."
            );
    }
}
