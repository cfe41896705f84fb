using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What becomes of a file's rows.</summary>
/// <param name="Rows">How long a row's candle lasts; null where each row says it.</param>
/// <param name="Targets">What the rows are rolled up to, the coarsest first; empty where they are stored as they are.</param>
internal sealed record ImportPlan(Interval? Rows, IReadOnlyList<Interval> Targets)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // What candles of other intervals are apart; anything else is a hole.
    private static readonly double[] UsualMinutes = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1_440, 10_080];

    /// <summary>What is to be stored, in words.</summary>
    public string Words =>
        Targets.Count > 0 ? $"{Rows} rows, rolled up to {string.Join(", ", Targets)}{(IsOfLastDays ? " of the last 30 days" : "")}"
        : Rows is null ? "candles"
        : $"{Rows} candles";

    /// <summary>Whether five minutes are stored of the last days only, because nobody asked for all.</summary>
    public bool IsOfLastDays => Targets.Count > 1 && Targets[^1] == Interval.FiveMinutes;

    /// <summary>Finds the plan for a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="named">The interval that the user gave; null where none was given.</param>
    /// <exception cref="FormatException">The rows are of no interval that can be stored, or of another than the user named.</exception>
    public static ImportPlan For(PriceFile file, Interval? named)
    {
        var found = file.Spacing.Distance;
        if (file.TellsIntervals || found is not { } distance)
        {
            return new ImportPlan(named, []);
        }

        // One price a time may be days apart: it is that of its day.
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
            : distance < TimeSpan.FromDays(1) ? "Leave --interval out to have them rolled up"
            : "Import a file of days, hours or 5 minutes";
        return isHoles
            ? new ImportPlan(named, [])
            : throw new FormatException($"{file.Path}: the rows are {Interval.Of(distance)} apart, so they are no {named} candles. {way}.");
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
                $"{file.Path}: the rows are {Interval.Of(distance)} apart, which are no candles that can be stored. "
                    + "Import a file of days, hours, minutes, or name the --interval."
            );
    }
}
