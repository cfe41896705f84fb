using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Components.Chart;

/// <summary>A row of the table beside the chart.</summary>
public readonly record struct HistoryRow(string Period, decimal Open, decimal High, decimal Low, decimal Close);

/// <summary>The history as a table that a person can read: at most about a hundred rows, latest first.</summary>
public static class HistoryTable
{
    /// <summary>Rolls the candles up to hours, days, weeks, months or years, as the range's length asks.</summary>
    public static IReadOnlyList<HistoryRow> Rows(RangeHistory history)
    {
        var (periodOf, format) = PeriodFor(history.Span.Length);
        return [.. history.Candles.GroupBy(candle => periodOf(candle.OpenTime)).Reverse().Select(period => Row(period, format))];
    }

    // A doubtful candle gives no high and no low where there is another.
    private static HistoryRow Row(IGrouping<DateTimeOffset, Candle> period, string format)
    {
        var sure = period.Where(candle => !candle.Doubtful || period.All(part => part.Doubtful)).ToList();
        return new(
            Times.Format(period.Key, format),
            period.First().Open,
            sure.Max(candle => candle.High),
            sure.Min(candle => candle.Low),
            period.Last().Close
        );
    }

    private static (Func<DateTimeOffset, DateTimeOffset> PeriodOf, string Format) PeriodFor(TimeSpan length) =>
        length.TotalDays switch
        {
            <= 2 => (Interval.OneHour.OpenTimeOf, "d MMM HH:mm"),
            <= 8 => (Interval.FourHours.OpenTimeOf, "d MMM HH:mm"),
            <= 100 => (Interval.OneDay.OpenTimeOf, "d MMM yyyy"),
            <= 400 => (Interval.OneWeek.OpenTimeOf, "d MMM yyyy"),
            <= 3000 => (open => new DateTimeOffset(open.Year, open.Month, 1, 0, 0, 0, TimeSpan.Zero), "MMM yyyy"),
            _ => (open => new DateTimeOffset(open.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), "yyyy"),
        };
}
