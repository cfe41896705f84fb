using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Api;

/// <summary>A page of candles.</summary>
/// <param name="Candles">Oldest first.</param>
/// <param name="NextOpenTime">Where the next page starts; null on the last.</param>
public sealed record CandlePage(IReadOnlyList<Candle> Candles, DateTimeOffset? NextOpenTime);

/// <summary>Reads candles of any interval page by page; four hours and weeks are rolled up from whole sets of finer candles.</summary>
public sealed class CandlePager(IPriceReader store, TimeProvider clock, int limit)
{
    /// <summary>
    /// How many candles' time a page looks through at most: two years of five minutes, so that years without a candle cost
    /// a request few queries. Whole sets of four hours and of weeks fit into it.
    /// </summary>
    private const int LongestLook = 210_000;

    /// <summary>Reads the first page of the candles that open in a range; it may be empty and have a next one.</summary>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<CandlePage> ReadAsync(Interval interval, TimeRange range, CancellationToken cancellationToken)
    {
        var wanted = Within(interval, range);
        var opens = FirstLook(interval, wanted);
        var (parts, lastOpen, count) = (new List<Candle>(), (DateTimeOffset?)null, 0);
        if (opens.From >= opens.To)
        {
            return new CandlePage([], null);
        }

        await foreach (var part in store.ReadCandlesAsync(Symbol.BtcUsd, interval.StoredAs, opens, cancellationToken))
        {
            var open = interval.OpenTimeOf(part.OpenTime);
            if (open != lastOpen && ++count > limit)
            {
                return new CandlePage(Whole(parts, interval), open);
            }

            lastOpen = open;
            parts.Add(part);
        }

        return new CandlePage(Whole(parts, interval), opens.To < wanted.To ? opens.To : null);
    }

    private static TimeRange FirstLook(Interval interval, TimeRange opens)
    {
        var longest = interval.StoredAs.Length * LongestLook;
        return opens.Length > longest ? opens with { To = opens.From + longest } : opens;
    }

    private static List<Candle> Whole(List<Candle> parts, Interval interval) =>
        interval == interval.StoredAs ? parts : [.. Rollup.ToInterval(parts, interval)];

    /// <summary>The range on the interval's own grid, without the years that can hold no price.</summary>
    private TimeRange Within(Interval interval, TimeRange range)
    {
        var from = range.From > HistoryWindow.Genesis ? range.From : HistoryWindow.Genesis;
        var forming = interval.OpenTimeOf(clock.GetUtcNow()) + interval.Length;
        var to = range.To < forming ? range.To : forming;
        return from < to ? new TimeRange(FirstOpenFrom(interval, from), FirstOpenFrom(interval, to)) : new TimeRange(from, from);
    }

    private static DateTimeOffset FirstOpenFrom(Interval interval, DateTimeOffset instant)
    {
        var open = interval.OpenTimeOf(instant);
        return open == instant ? open : open + interval.Length;
    }
}
