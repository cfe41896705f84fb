using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components;

/// <summary>The chart in one sentence or two.</summary>
/// <param name="Before">The text before the newest price, or all of it where that price is not in it.</param>
/// <param name="End">
/// The newest price and the change to it, which the script writes with each new one; null where they are not in it.
/// </param>
/// <param name="After">The text after them.</param>
public sealed record RangeSummary(string Before, (string Price, string Change)? End = null, string After = "")
{
    /// <summary>Tells the way from the range's start to now, and the extremes on it.</summary>
    public static RangeSummary Of(MarketSnapshot snapshot, HistoryRange range)
    {
        if (IsBackfilled(snapshot, range))
        {
            return new(Texts.RangeCollected.With(range.Words));
        }

        return snapshot.ExtremesOver(range) is { } extremes
            ? Way(snapshot, range, Texts.Extremes.With(Told(extremes.High, snapshot.For(range)), Told(extremes.Low, snapshot.For(range))))
            : new(Texts.NoPriceOfRange.With(range.Words));
    }

    /// <inheritdoc />
    public override string ToString() => End is var (price, change) ? $"{Before}{price} ({change}){After}" : Before;

    /// <summary>Extremes of a part would be false, and a price of its start is still to come.</summary>
    private static bool IsBackfilled(MarketSnapshot snapshot, HistoryRange range) =>
        snapshot is { Backfill: not null, Latest: not null } && snapshot.ChangeOver(range) is null;

    private static RangeSummary Way(MarketSnapshot snapshot, HistoryRange range, string extremes)
    {
        if (snapshot.Latest is not { } latest)
        {
            return new(Texts.PriceOfNowUnknown + extremes);
        }

        var (start, last) = (PriceChange.Then(snapshot.History, latest.AsOf, range), PriceChange.Last(snapshot.History, latest, range));
        if (range.End <= latest.AsOf)
        {
            return start is { } first && last is { } end
                ? new(
                    Texts.WayOfPast.With(range.Words, Numbers.Price(first), Numbers.Price(end), Numbers.Percent(snapshot.ChangeOver(range)))
                        + extremes
                )
                : new(Texts.EndUnknown.With(range.Words) + extremes);
        }

        return start is { } price
            ? new(
                Texts.WayToNow.With(range.Words, Numbers.Price(price)),
                (Numbers.Price(latest.Price), Numbers.Percent(snapshot.ChangeOver(range))),
                "." + extremes
            )
            : new(Texts.StartUnknown.With(range.Words) + extremes);
    }

    private static string Told(Extreme extreme, RangeHistory history) =>
        $"{Numbers.Price(extreme.Price)} ({(history.Span.Length.TotalDays <= 8 ? Times.Minute(extreme.At) : Times.Day(extreme.At))})";
}
