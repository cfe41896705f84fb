using BtcTracker.Market;

namespace BtcTracker.Web.Snapshots;

/// <summary>The rolling change of the price: (now ÷ then − 1) × 100, where then is exactly one range ago.</summary>
public static class PriceChange
{
    /// <summary>A day is too coarse a sample for the ranges below a month.</summary>
    private static readonly TimeSpan DaysCountFrom = TimeSpan.FromDays(27);

    /// <summary>The change over a range in percent, six decimals; null where no sample lies near the range's start.</summary>
    public static decimal? Percent(PriceHistory history, Quote now, HistoryRange range) =>
        Percent(Then(history, now, range), now.Price);

    /// <summary>The change between two prices in percent, six decimals; null where one is not known.</summary>
    public static decimal? Percent(decimal? then, decimal? now) => then > 0 && now is not null ? Math.Round(((now.Value / then.Value) - 1) * 100, 6) : null;

    /// <summary>The price one range ago, or the first one known; null where no sample lies near.</summary>
    public static decimal? Then(PriceHistory history, Quote now, HistoryRange range) => range.StartBefore(now.AsOf) is { } start
        ? PriceNear(history, start, now.AsOf - start >= DaysCountFrom)
        : FirstPrice(history);

    /// <summary>The last price known at an instant: the close of the finest candle that had closed by then, less than its own length before.</summary>
    private static decimal? PriceNear(PriceHistory history, DateTimeOffset instant, bool daysCount)
    {
        foreach (var interval in Interval.Stored.Where(interval => daysCount || interval != Interval.OneDay))
        {
            if (history.Find(interval, interval.OpenTimeOf(instant) - interval.Length) is { } closed)
            {
                return closed.Close;
            }
        }

        return null;
    }

    private static decimal? FirstPrice(PriceHistory history)
    {
        var days = history.Stored(Interval.OneDay);
        return days.IsEmpty ? null : days[0].Open;
    }
}
