using BtcTracker.Market;

namespace BtcTracker.Web.Snapshots;

/// <summary>A price and the UTC day, or the instant, that it was reached.</summary>
/// <param name="Price">The price.</param>
/// <param name="At">The open time of its candle.</param>
public readonly record struct Extreme(decimal Price, DateTimeOffset At);

/// <summary>Extremes of the known history.</summary>
/// <param name="FirstDay">The first day known; "all time" starts here.</param>
/// <param name="High">The all-time high.</param>
/// <param name="Low">The all-time low.</param>
/// <param name="UnknownDays">How many days since the first that are over are not known: while backfill runs, or after it could not; any of them may hold a higher or lower price.</param>
public sealed record MarketStats(DateTimeOffset FirstDay, Extreme High, Extreme Low, int UnknownDays)
{
    /// <summary>Finds the extremes of all days and of the newest quote; null where there is no day.</summary>
    public static MarketStats? Of(MarketSnapshot snapshot)
    {
        var days = snapshot.History.Stored(Interval.OneDay);
        if (days.IsEmpty)
        {
            return null;
        }

        var (high, low) = ExtremesOf(days.ToArray(), snapshot.Latest)!.Value;

        // Today's first quote may still be to come.
        var (newest, yesterday) = (days[^1].OpenTime, Interval.OneDay.OpenTimeOf(snapshot.ReadAt).AddDays(-1));
        var span = (int)((newest > yesterday ? newest : yesterday) - days[0].OpenTime).TotalDays + 1;
        return new MarketStats(days[0].OpenTime, high, low, span - days.Length);
    }

    /// <summary>The extremes of a range, the price that it starts with among them; null where nothing of it is known.</summary>
    public static (Extreme High, Extreme Low)? Over(MarketSnapshot snapshot, HistoryRange range)
    {
        var history = snapshot.For(range);

        // A week would tell its Monday, not the day of the extreme.
        var candles = history.Interval == Interval.OneWeek ? snapshot.History.Read(Interval.OneDay, history.Span) : history.Candles;
        return ExtremesOf(candles, snapshot.LatestIn(range), StartOf(snapshot, range));
    }

    /// <summary>The price that the change over a range is reckoned from: mostly the close of the last candle before it.</summary>
    private static Extreme? StartOf(MarketSnapshot snapshot, HistoryRange range) =>
        snapshot.LatestIn(range) is { } latest && range.StartBefore(latest.AsOf) is { } start && PriceChange.Then(snapshot.History, latest, range) is { } price
            ? new Extreme(price, start)
            : null;

    /// <summary>The highest and the lowest price of candles, of the newest quote and of a start; null where there is no candle and no quote.</summary>
    private static (Extreme High, Extreme Low)? ExtremesOf(IReadOnlyCollection<Candle> candles, Quote? latest, Extreme? start = null)
    {
        var highs = candles.Select(candle => new Extreme(candle.High, candle.OpenTime));
        var lows = candles.Select(candle => new Extreme(candle.Low, candle.OpenTime));
        if (latest is not null)
        {
            var now = new Extreme(latest.Price, latest.AsOf);
            (highs, lows) = (highs.Append(now), lows.Append(now));
        }

        if (start is { } first)
        {
            (highs, lows) = (highs.Append(first), lows.Append(first));
        }

        return latest is null && candles.Count == 0 ? null : (highs.MaxBy(high => high.Price), lows.MinBy(low => low.Price));
    }
}
