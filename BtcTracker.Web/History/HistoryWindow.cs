using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>How far back each stored interval is kept in memory: what the ranges and their changes need, and no more.</summary>
public static class HistoryWindow
{
    /// <summary>The day of Bitcoin's first block; no price is older.</summary>
    public static DateTimeOffset Genesis { get; } = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is kept of an interval: 8 days of five minutes, 400 days of hours, every day.</summary>
    public static TimeRange Of(Interval storedInterval, DateTimeOffset now) =>
        new(FirstKept(storedInterval, now), now + storedInterval.Length);

    /// <summary>The last candles of an interval, which may still change: the forming one and two before it.</summary>
    public static TimeRange Tail(Interval storedInterval, DateTimeOffset now) =>
        new(storedInterval.OpenTimeOf(now) - (2 * storedInterval.Length), now + storedInterval.Length);

    private static DateTimeOffset FirstKept(Interval interval, DateTimeOffset now)
    {
        if (interval == Interval.OneDay)
        {
            return Genesis;
        }

        return now.AddDays(interval == Interval.OneHour ? -400 : -8);
    }
}
