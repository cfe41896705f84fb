using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Deploy.Options;

/// <summary>
/// EventBridge's schedules: <c>cron(minutes hours day-of-month month day-of-week year)</c>, in UTC, and <c>rate(6 hours)</c>.
/// </summary>
internal static partial class ScheduleText
{
    /// <summary>Why AWS would reject a schedule; null if it is valid.</summary>
    public static string? Problem(string text)
    {
        if (RatePattern().Match(text) is { Success: true } rate)
        {
            return RateProblem(rate.Groups["count"].Value, rate.Groups["unit"].Value);
        }

        return CronPattern().Match(text) is { Success: true } cron
            ? CronProblem(cron.Groups["fields"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : "write cron(minutes hours day-of-month month day-of-week year), such as cron(0 0/6 * * ? *), or rate(6 hours).";
    }

    /// <summary>The schedule that starts at each slot of an interval; null if one expression cannot express it.</summary>
    public static string? OfGrid(TimeSpan interval) =>
        interval switch
        {
            { TotalHours: 24 } => "cron(0 0 * * ? *)",
            { Ticks: > 0 } when interval.Ticks % TimeSpan.TicksPerHour == 0 && 24 % interval.Hours == 0 => FormattableString.Invariant(
                $"cron(0 0/{interval.Hours} * * ? *)"
            ),
            { TotalHours: < 1 } when interval.Ticks % TimeSpan.TicksPerMinute == 0 && 60 % interval.Minutes == 0 =>
                FormattableString.Invariant($"cron(0/{interval.Minutes} * * * ? *)"),
            _ => null,
        };

    /// <summary>The time between the starts of a schedule if it is constant; null for other schedules and none.</summary>
    public static TimeSpan? IntervalOf(string? schedule) =>
        schedule is null
            ? null
            : Enumerable
                .Range(1, 24 * 60)
                .Select(minutes => TimeSpan.FromMinutes(minutes))
                .Where(interval =>
                    TimeSpan.FromDays(1).Ticks % interval.Ticks == 0 && (IsGrid(schedule, interval) || OfRate(interval).Contains(schedule))
                )
                .Select(interval => (TimeSpan?)interval)
                .FirstOrDefault();

    // "*/6" is "0/6", and "0/1" is "*".
    private static bool IsGrid(string schedule, TimeSpan interval) =>
        OfGrid(interval)?.Replace("0/1 ", "* ", StringComparison.Ordinal)
        == schedule.Replace("*/", "0/", StringComparison.Ordinal).Replace("0/1 ", "* ", StringComparison.Ordinal);

    private static IEnumerable<string> OfRate(TimeSpan interval) =>
        new[]
        {
            (Count: interval.TotalMinutes, Unit: "minute"),
            (Count: interval.TotalHours, Unit: "hour"),
            (Count: interval.TotalDays, Unit: "day"),
        }.Select(rate => FormattableString.Invariant($"rate({rate.Count} {rate.Unit}{(rate.Count == 1 ? "" : "s")})"));

    private static string? RateProblem(string count, string unit)
    {
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return "a rate counts from 1: write rate(1 hour) or rate(6 hours).";
        }

        return (number == 1) == unit.EndsWith('s')
            ? "the unit is minute, hour or day after 1, and minutes, hours or days after every other number."
            : null;
    }

    private static string? CronProblem(string[] fields)
    {
        if (fields.Length != CronField.All.Count)
        {
            return $"a cron expression has six fields, minutes hours day-of-month month day-of-week year; this one has {fields.Length}.";
        }

        if ((fields[CronField.DayOfMonth] == "?") == (fields[CronField.DayOfWeek] == "?"))
        {
            return "exactly one of day-of-month and day-of-week must be '?'.";
        }

        return CronField.All.Zip(fields, (field, text) => field.Problem(text)).FirstOrDefault(problem => problem is not null);
    }

    [GeneratedRegex(@"^rate\((?<count>[0-9]+) (?<unit>minutes?|hours?|days?)\)\z")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"^cron\((?<fields>[^()]+)\)\z")]
    private static partial Regex CronPattern();
}
