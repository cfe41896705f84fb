using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The positions of purchases beside the closes of days since the first of them.</summary>
/// <param name="Line">The path of the closes.</param>
/// <param name="Purchases">Each purchase, across and down.</param>
/// <param name="Average">How far down the average price is, and what it is; null where nothing was paid.</param>
/// <param name="Prices">The grid lines' prices.</param>
/// <param name="From">The first day.</param>
public sealed record PurchaseChart(
    string Line,
    IReadOnlyList<(AxisLabel Across, AxisLabel Down)> Purchases,
    AxisLabel? Average,
    IReadOnlyList<AxisLabel> Prices,
    DateTimeOffset From
)
{
    private const int LinePoints = 180;

    /// <summary>How long before the first purchase the line starts, so that one of yesterday has a line too.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);

    /// <summary>Draws an account; null where there is no purchase, or too little is known of the price since then.</summary>
    public static PurchaseChart? Of(HolderAccount account, MarketSnapshot snapshot)
    {
        if (account.Purchases.Count == 0)
        {
            return null;
        }

        var bought = account
            .Purchases.Select(purchase => new ChartPoint(At(purchase.Details.Day), purchase.Details.Paid / purchase.Details.Amount))
            .ToList();
        var days = snapshot.History.Read(Interval.OneDay, new TimeRange(bought.Min(point => point.At) - Before, snapshot.ReadAt));
        List<ChartPoint> closes = [.. days.Select(day => new ChartPoint(day.OpenTime, day.Close)), .. Latest(snapshot, days)];
        if (closes.Count < 2)
        {
            return null;
        }

        var (time, average) = (new TimeRange(closes[0].At, closes[^1].At), PurchaseSums.Of(account.Purchases, null).AveragePrice);

        // An implausible price, such as a typing error, would flatten the line; its purchase is drawn at the edge.
        var (low, high) = (closes.Min(point => point.Price), closes.Max(point => point.Price));
        var scale = ChartScale.For(
            Math.Max(low / 2, Math.Min(low, bought.Min(point => point.Price))),
            Math.Min(high * 2, Math.Max(high, bought.Max(point => point.Price)))
        );
        return new PurchaseChart(
            string.Concat(
                LinePath
                    .Parts(closes, Interval.OneDay.Length)
                    .Select(part =>
                        LinePath.Of(
                            Downsample.Extremes(part, Math.Max(2, LinePoints * part.Count / closes.Count)),
                            time,
                            scale,
                            PlotSize.Stretched
                        )
                    )
            ),
            [
                .. bought.Select(point =>
                    (new AxisLabel(Share(point.At, time), string.Empty), new AxisLabel(Within(scale.Depth(point.Price)), string.Empty))
                ),
            ],
            average is { } price ? new AxisLabel(Within(scale.Depth(price)), Numbers.Price(price)) : null,
            [.. scale.GridPrices().Select(step => new AxisLabel(scale.Depth(step), Numbers.AxisPrice(step, scale.StepAt(step))))],
            time.From
        );
    }

    private static IEnumerable<ChartPoint> Latest(MarketSnapshot snapshot, IReadOnlyList<Candle> days) =>
        snapshot.Latest is { } latest && (days.Count == 0 || latest.Slot > days[^1].OpenTime)
            ? [new ChartPoint(latest.Slot, latest.Price)]
            : [];

    private static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static decimal Share(DateTimeOffset at, TimeRange time) => Within((decimal)(at - time.From).Ticks / time.Length.Ticks);

    private static decimal Within(decimal share) => Math.Clamp(share, 0, 1);
}
