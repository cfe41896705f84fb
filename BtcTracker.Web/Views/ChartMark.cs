using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Views;

/// <summary>What is marked in the chart.</summary>
public enum MarkKind
{
    /// <summary>The highest price of all known time.</summary>
    AllTimeHigh,

    /// <summary>A block from which on half as many bitcoins are issued.</summary>
    Halving,
}

/// <summary>An event that the chart marks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">When it was.</param>
/// <param name="Price">The price, where the mark is one.</param>
public sealed record ChartMark(MarkKind Kind, DateTimeOffset At, decimal? Price = null)
{
    /// <summary>How long before and after the event a view of it shows.</summary>
    private const int DaysAround = 90;

    /// <summary>Its name.</summary>
    public string Name => Kind == MarkKind.Halving ? Texts.MarkHalving : Texts.MarkHigh;

    /// <summary>The marks in a span, the oldest first. While days are still to come there is no highest price.</summary>
    public static IReadOnlyList<ChartMark> In(TimeRange span, MarketSnapshot snapshot)
    {
        var halvings = Issuance.Halvings.Select(halving => new ChartMark(MarkKind.Halving, halving));
        var high = snapshot is { AwaitsDays: false, Stats.High: var extreme }
            ? new ChartMark(MarkKind.AllTimeHigh, extreme.At, extreme.Price)
            : null;
        return
        [
            .. halvings.Append(high).OfType<ChartMark>().Where(mark => mark.At >= span.From && mark.At < span.To).OrderBy(mark => mark.At),
        ];
    }

    /// <summary>A view of the time around it.</summary>
    public PageView Around(PageView view, DateTimeOffset now)
    {
        DateOnly Day(int offset) => DateOnly.FromDateTime(At.UtcDateTime.AddDays(offset));
        return view with { Range = HistoryRange.Between(Day(-DaysAround), At.AddDays(DaysAround) < now ? Day(DaysAround) : null, now) };
    }
}
