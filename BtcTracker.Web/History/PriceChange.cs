using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The rolling change of the price: (now ÷ then − 1) × 100, where then is exactly one range ago.</summary>
public static class PriceChange
{
    /// <summary>A day is too coarse a sample for the ranges below a month.</summary>
    private static readonly TimeSpan DaysCountFrom = TimeSpan.FromDays(27);

    /// <summary>The change over a range in percent, six decimals; null where no sample lies near the range's start.</summary>
    public static decimal? Percent(PriceHistory history, Quote now, HistoryRange range) =>
        Percent(Then(history, now.AsOf, range), Last(history, now, range));

    /// <summary>
    /// The last price of a range: the latest, or for a past range its last close; null where no sample lies near its end.
    /// </summary>
    public static decimal? Last(PriceHistory history, Quote now, HistoryRange range) =>
        range.End is { } end && end <= now.AsOf ? PriceNear(history, end, daysCount: true) : now.Price;

    /// <summary>The change between two prices in percent, six decimals; null where one is not known.</summary>
    public static decimal? Percent(decimal? then, decimal? now) =>
        then > 0 && now is not null ? Math.Round(((now.Value / then.Value) - 1) * 100, 6) : null;

    /// <summary>
    /// A change as a sum of money, from the percent and the price after it, as the page's script computes it; null where one is not
    /// known.
    /// </summary>
    public static decimal? Sum(decimal? percent, decimal? price) =>
        percent > -100 && price is { } now ? now - (now / (1 + (percent.Value / 100))) : null;

    /// <summary>The price one range ago, or the first one known; null where no sample lies near.</summary>
    public static decimal? Then(PriceHistory history, DateTimeOffset now, HistoryRange range) =>
        range.StartBefore(now) is { } start && !(range.IsOfDates && IsBeforeAll(history, start))
            ? PriceNear(history, start, range.IsOfDates || now - start >= DaysCountFrom)
            : FirstPrice(history);

    private static bool IsBeforeAll(PriceHistory history, DateTimeOffset instant) =>
        history.Stored(Interval.OneDay) is { IsEmpty: false } days && instant < days[0].OpenTime;

    /// <summary>The price known at an instant, from the finest candles that hold it.</summary>
    private static decimal? PriceNear(PriceHistory history, DateTimeOffset instant, bool daysCount) =>
        Interval
            .Stored.Where(interval => daysCount || interval != Interval.OneDay)
            .Select(interval => PriceNear(history, instant, interval))
            .FirstOrDefault(price => price is not null);

    /// <summary>
    /// The close of the candle that had closed by then; else the open of the one that was forming, or of the next. All lie
    /// less than a candle's length away. If slots are hours apart and nothing is backfilled, the next is the sample of a
    /// range ago itself: a quote's own time is a little before its slot, which is where its candle opens.
    /// </summary>
    private static decimal? PriceNear(PriceHistory history, DateTimeOffset instant, Interval interval)
    {
        var open = interval.OpenTimeOf(instant);
        return FindSure(history, interval, open - interval.Length)?.Close
            ?? FindSure(history, interval, open)?.Open
            ?? (instant > open ? FindSure(history, interval, open + interval.Length)?.Open : null);
    }

    /// <summary>A doubtful candle's price may be wrong: a coarser one, or the next, is more reliable.</summary>
    private static Candle? FindSure(PriceHistory history, Interval interval, DateTimeOffset openTime) =>
        history.Find(interval, openTime) is { Doubtful: false } candle ? candle : null;

    private static decimal? FirstPrice(PriceHistory history)
    {
        foreach (var day in history.Stored(Interval.OneDay))
        {
            if (!day.Doubtful)
            {
                return day.Open;
            }
        }

        return null;
    }
}
