using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components;

/// <summary>The chart in one sentence or two.</summary>
/// <param name="Before">The text before the latest price, or all of it where that price is not in it.</param>
/// <param name="End">
/// The latest price and the change to it, which the script writes with each new one; null where they are not in it.
/// </param>
/// <param name="After">The text after them.</param>
public sealed record RangeSummary(string Before, (string Price, string Change)? End = null, string After = "")
{
    /// <summary>The change from the range's start to now, and its extremes.</summary>
    public static RangeSummary Of(MarketSnapshot snapshot, HistoryRange range) => Of(snapshot, range, PriceUnit.Dollars);

    /// <summary>The same in a unit; in satoshis it is the change of a dollar, whose lowest is the price's highest.</summary>
    public static RangeSummary Of(MarketSnapshot snapshot, HistoryRange range, PriceUnit unit)
    {
        if (IsBackfilled(snapshot, range))
        {
            return new(Texts.RangeCollected.With(range.Words));
        }

        if (snapshot.ExtremesOver(range) is not { } extremes)
        {
            return new(Texts.NoPriceOfRange.With(range.Words));
        }

        string Written(Extreme extreme) => Describe(extreme, snapshot.For(range), unit);
        var (high, low) = (Written(extremes.High), Written(extremes.Low));
        return Way(snapshot, range, unit, unit.IsDollars ? Texts.Extremes.With(high, low) : Texts.Extremes.With(low, high));
    }

    /// <inheritdoc />
    public override string ToString() => End is var (price, change) ? $"{Before}{price} ({change}){After}" : Before;

    /// <summary>Extremes of a part would be false, and a price of its start is still to come.</summary>
    private static bool IsBackfilled(MarketSnapshot snapshot, HistoryRange range) =>
        snapshot is { Backfill: not null, Latest: not null } && snapshot.ChangeOver(range) is null;

    private static RangeSummary Way(MarketSnapshot snapshot, HistoryRange range, PriceUnit unit, string extremes)
    {
        if (snapshot.Latest is not { } latest)
        {
            return new(Texts.PriceOfNowUnknown + extremes);
        }

        var (start, last) = (PriceChange.Then(snapshot.History, latest.AsOf, range), PriceChange.Last(snapshot.History, latest, range));
        string Price(decimal price) => unit.Write(unit.Of(price));
        var change = Numbers.Percent(unit.ChangeOf(snapshot.ChangeOver(range)));
        if (range.End <= latest.AsOf)
        {
            return start is { } first && last is { } end
                ? new(
                    (unit.IsDollars ? Texts.WayOfPast : Texts.DollarOfPast).With(range.Words, Price(first), Price(end), change) + extremes
                )
                : new(Texts.EndUnknown.With(range.Words) + extremes);
        }

        return start is { } price
            ? new(
                (unit.IsDollars ? Texts.WayToNow : Texts.DollarToNow).With(range.Words, Price(price)),
                (Price(latest.Price), change),
                "." + extremes
            )
            : new(Texts.StartUnknown.With(range.Words) + extremes);
    }

    private static string Describe(Extreme extreme, RangeHistory history, PriceUnit unit) =>
        $"{unit.Write(unit.Of(extreme.Price))} ({(history.Span.Length.TotalDays <= 8 ? Times.Minute(extreme.At) : Times.Day(extreme.At))})";
}
