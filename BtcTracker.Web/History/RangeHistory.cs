using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The candles that show one range, in the interval that was chosen for it.</summary>
/// <param name="Range">The range.</param>
/// <param name="Interval">The interval that was chosen.</param>
/// <param name="Span">The range's start and end.</param>
/// <param name="Candles">Oldest first; at most 2,400.</param>
public sealed record RangeHistory(HistoryRange Range, Interval Interval, TimeRange Span, IReadOnlyList<Candle> Candles)
{
    /// <summary>Chooses the interval and takes its candles.</summary>
    /// <remarks>
    /// The range's own interval, or where fewer than half of its candles exist the next coarser one. If no interval has
    /// half of them, the one with the most candles is taken; of two with equally many, the finer.
    /// </remarks>
    /// <param name="history">The known candles.</param>
    /// <param name="range">The range.</param>
    /// <param name="now">Where it ends, unless it has an end of its own.</param>
    /// <param name="finest">The finest interval allowed; null for the range's own.</param>
    public static RangeHistory Choose(PriceHistory history, HistoryRange range, DateTimeOffset now, Interval? finest = null)
    {
        var (start, end) = (range.StartBefore(now) ?? FirstKnown(history, now), range.End is { } own && own < now ? own : now);
        var span = new TimeRange(start < end ? start : end, end);
        var choices = Interval
            .All.Where(interval => interval.Length >= (finest ?? range.Interval).Length)
            .Select(interval => new RangeHistory(range, interval, span, history.Read(interval, Opens(interval, span))))
            .ToList();
        return choices.Find(choice => choice.HasHalf) ?? choices.MaxBy(choice => choice.Candles.Count)!;
    }

    // One candle is no history: a day that was only just begun would be drawn as a line from midnight.
    private bool HasHalf => Candles.Count * 2 >= Span.Length / Interval.Length && Candles.Count > 1;

    /// <summary>The first candle that opens in the range; whole candles only, so that rolled-up ones are exact.</summary>
    private static TimeRange Opens(Interval interval, TimeRange span)
    {
        var open = interval.OpenTimeOf(span.From);
        return span with { From = open == span.From ? open : open + interval.Length };
    }

    private static DateTimeOffset FirstKnown(PriceHistory history, DateTimeOffset now)
    {
        var days = history.Stored(Interval.OneDay);
        return days.IsEmpty ? now : Interval.OneWeek.OpenTimeOf(days[0].OpenTime);
    }
}
