using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components;

/// <summary>The chart in one sentence or two.</summary>
public static class RangeSummary
{
    /// <summary>Tells the way from the range's start to now, and the extremes on it.</summary>
    public static string Of(MarketSnapshot snapshot, HistoryRange range) => snapshot.ExtremesOver(range) is { } extremes
        ? $"{Way(snapshot, range)} High {Told(extremes.High, snapshot.For(range))}; low {Told(extremes.Low, snapshot.For(range))}."
        : $"No price of {range.Words} is known yet.";

    private static string Way(MarketSnapshot snapshot, HistoryRange range)
    {
        if (snapshot.Latest is not { } latest)
        {
            return "The price of now is not known yet.";
        }

        return PriceChange.Then(snapshot.History, latest, range) is { } start
            ? $"Over {range.Words} Bitcoin went from {Numbers.Price(start)} to {Numbers.Price(latest.Price)} ({Numbers.Percent(snapshot.ChangeOver(range))})."
            : $"No price from the start of {range.Words} is known.";
    }

    private static string Told(Extreme extreme, RangeHistory history) =>
        $"{Numbers.Price(extreme.Price)} ({(history.Span.Length.TotalDays <= 8 ? Times.Minute(extreme.At) : Times.Day(extreme.At))})";
}
