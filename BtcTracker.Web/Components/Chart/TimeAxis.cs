using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Components.Chart;

/// <summary>The labels of a time axis, on round UTC times.</summary>
public static class TimeAxis
{
    private const int MostLabels = 7;

    /// <summary>Labels closer to the left end than this share would be cut off on a phone.</summary>
    private const double LeftMargin = 0.11;

    /// <summary>On the right a label may reach below the prices.</summary>
    private const double RightMargin = 0.04;

    private static readonly (
        TimeSpan About,
        Func<DateTimeOffset, DateTimeOffset> Floor,
        Func<DateTimeOffset, DateTimeOffset> Next,
        string Format
    )[] Steps =
    [
        .. new[] { 5, 15, 30, 60, 120, 240, 480, 720 }.Select(minutes => Of(TimeSpan.FromMinutes(minutes), "HH:mm")),
        .. new[] { 1, 2, 4, 7, 14 }.Select(days => Of(TimeSpan.FromDays(days), "d MMM")),
        .. new[] { 1, 2, 3, 6 }.Select(Months),
        .. new[] { 1, 2, 3, 5 }.Select(Years),
    ];

    /// <summary>At most seven labels, oldest first.</summary>
    public static IEnumerable<(DateTimeOffset At, string Text)> Labels(TimeRange range)
    {
        var (first, last) = (range.From + (range.Length * LeftMargin), range.To - (range.Length * RightMargin));
        var step = Steps.FirstOrDefault(step => range.Length / step.About <= MostLabels, Steps[^1]);
        for (var at = step.Next(step.Floor(range.From)); at < last; at = step.Next(at))
        {
            if (at >= first)
            {
                yield return (at, Times.Format(at, step.Format));
            }
        }
    }

    private static (
        TimeSpan About,
        Func<DateTimeOffset, DateTimeOffset> Floor,
        Func<DateTimeOffset, DateTimeOffset> Next,
        string Format
    ) Of(TimeSpan step, string format) =>
        (step, at => at.AddTicks(-((at - DateTimeOffset.UnixEpoch).Ticks % step.Ticks)), at => at + step, format);

    private static (
        TimeSpan About,
        Func<DateTimeOffset, DateTimeOffset> Floor,
        Func<DateTimeOffset, DateTimeOffset> Next,
        string Format
    ) Months(int months) =>
        (
            TimeSpan.FromDays(30 * months),
            at => FirstOfMonth(at.Year, ((at.Month - 1) / months * months) + 1),
            at => at.AddMonths(months),
            "MMM yyyy"
        );

    private static (
        TimeSpan About,
        Func<DateTimeOffset, DateTimeOffset> Floor,
        Func<DateTimeOffset, DateTimeOffset> Next,
        string Format
    ) Years(int years) =>
        (TimeSpan.FromDays(365 * years), at => FirstOfMonth(at.Year / years * years, 1), at => at.AddYears(years), "yyyy");

    private static DateTimeOffset FirstOfMonth(int year, int month) => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
}
