namespace BtcTracker.Market.Files.Shapes;

/// <summary>Decides from the file's rows whether dates such as <c>3/1/2024</c> begin with the month or the day.</summary>
internal static class SlashedDates
{
    private static readonly string[] TimesOfDay = ["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt"];
    private static readonly string[] MonthFirst = [.. TimesOfDay.Select(time => $"M/d/yyyy{time}")];
    private static readonly string[] DayFirst = [.. TimesOfDay.Select(time => $"d/M/yyyy{time}")];
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The formats of a file's dates; empty if there are no slashes, or both orders fit.</summary>
    /// <param name="cells">The times of the file's first rows.</param>
    /// <param name="isMonthFirst">Whether the vendor writes the month first, which decides if both orders fit.</param>
    public static string[] FormatsOf(IReadOnlyList<string> cells, bool isMonthFirst)
    {
        var slashed = cells.Where(cell => cell.Contains('/', StringComparison.Ordinal)).ToList();
        var (months, days) = (TimesOf(slashed, MonthFirst), TimesOf(slashed, DayFirst));
        if (slashed.Count == 0 || months is null || days is null)
        {
            return slashed.Count == 0 || (months ?? days) is null ? []
                : months is null ? DayFirst
                : MonthFirst;
        }

        var (byMonths, byDays) = (DistanceOf(months), DistanceOf(days));
        return months.SequenceEqual(days) || (byMonths <= Day && byDays > Day) ? MonthFirst
            : byDays <= Day && byMonths > Day ? DayFirst
            : isMonthFirst ? MonthFirst
            : [];
    }

    private static TimeSpan DistanceOf(List<DateTimeOffset> times) => Spacing.Of(times, areDates: true).Distance ?? Day;

    // Null if a cell is not a time in these formats.
    private static List<DateTimeOffset>? TimesOf(List<string> cells, string[] formats)
    {
        var times = new List<DateTimeOffset>();
        foreach (var cell in cells)
        {
            if (!CellTime.TryParse(cell, formats, out var time))
            {
                return null;
            }

            times.Add(time);
        }

        return times;
    }
}
