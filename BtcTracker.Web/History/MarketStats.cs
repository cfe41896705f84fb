using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>A price and the UTC day, or the instant, that it was reached.</summary>
/// <param name="Price">The price.</param>
/// <param name="At">The open time of its candle.</param>
public readonly record struct Extreme(decimal Price, DateTimeOffset At);

/// <summary>Extremes of the known history.</summary>
/// <param name="FirstDay">The first day known; "all time" starts here.</param>
/// <param name="High">The all-time high.</param>
/// <param name="Low">The all-time low.</param>
/// <param name="UnknownDays">
/// How many days since the first that are over are not known: while backfill runs, or after it could not; any of them may hold a higher or
/// lower price.
/// </param>
public sealed record MarketStats(DateTimeOffset FirstDay, Extreme High, Extreme Low, int UnknownDays)
{
    /// <summary>Finds the extremes of all days and of the latest quote; null if every day is doubtful, or there is none.</summary>
    /// <param name="history">The known candles.</param>
    /// <param name="latest">The latest quote; null before the first.</param>
    /// <param name="now">When the store was read.</param>
    public static MarketStats? Of(PriceHistory history, Quote? latest, DateTimeOffset now)
    {
        var days = history.Stored(Interval.OneDay);
        if (days.IsEmpty || ExtremesOf(days.ToArray(), latest) is not var (high, low))
        {
            return null;
        }

        // Today may have no quote yet.
        var (latestDay, yesterday) = (days[^1].OpenTime, Interval.OneDay.OpenTimeOf(now).AddDays(-1));
        var span = (int)((latestDay > yesterday ? latestDay : yesterday) - days[0].OpenTime).TotalDays + 1;
        return new MarketStats(days[0].OpenTime, high, low, span - days.Length);
    }

    /// <summary>How many UTC days ago the high was reached; 0 today.</summary>
    public int DaysSinceHigh(DateTimeOffset now) => (int)(Interval.OneDay.OpenTimeOf(now) - Interval.OneDay.OpenTimeOf(High.At)).TotalDays;

    /// <summary>The extremes of a range, the price that it starts with among them; null where nothing of it is known.</summary>
    /// <param name="history">The known candles.</param>
    /// <param name="shown">The candles that show the range.</param>
    /// <param name="latest">The latest quote where it is one of the range's prices, else null.</param>
    public static (Extreme High, Extreme Low)? Over(PriceHistory history, RangeHistory shown, Quote? latest)
    {
        // A weekly candle only has its Monday, not the day of the extreme.
        var candles = shown.Interval == Interval.OneWeek ? history.Read(Interval.OneDay, shown.Span) : shown.Candles;
        return ExtremesOf(candles, latest, StartOf(history, shown, latest));
    }

    /// <summary>The price that the change over a range is computed from: mostly the close of the last candle before it.</summary>
    private static Extreme? StartOf(PriceHistory history, RangeHistory shown, Quote? latest)
    {
        var now = latest?.AsOf ?? (shown.Range.IsOfDates ? shown.Span.To : (DateTimeOffset?)null);
        return now is { } known && shown.Range.StartBefore(known) is { } start && PriceChange.Then(history, known, shown.Range) is { } price
            ? new Extreme(price, start)
            : null;
    }

    /// <summary>
    /// The highest and the lowest price of candles, of the latest quote and of a start; null without any of them. Doubtful candles
    /// and quotes are left out.
    /// </summary>
    private static (Extreme High, Extreme Low)? ExtremesOf(IReadOnlyCollection<Candle> known, Quote? latest, Extreme? start = null)
    {
        var candles = known.Where(candle => !candle.Doubtful).ToList();
        var highs = candles.Select(candle => new Extreme(candle.High, candle.OpenTime));
        var lows = candles.Select(candle => new Extreme(candle.Low, candle.OpenTime));
        if (latest is { MayBeExtreme: true })
        {
            var now = new Extreme(latest.Price, latest.AsOf);
            (highs, lows) = (highs.Append(now), lows.Append(now));
        }

        if (start is { } first)
        {
            (highs, lows) = (highs.Append(first), lows.Append(first));
        }

        return highs.Any() ? (highs.MaxBy(high => high.Price), lows.MinBy(low => low.Price)) : null;
    }
}
