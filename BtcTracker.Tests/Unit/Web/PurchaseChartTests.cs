using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components.Personal;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class PurchaseChartTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 11, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Purchases_are_drawn_at_their_days_and_at_what_a_bitcoin_cost_in_them()
    {
        var chart = PurchaseChart.Of(Account(Bought("2024-01-01", 2, 2 * 50m), Bought("2024-01-06", 1, 150m)), Snapshot(100m, 200m));

        Assert.NotNull(chart);
        Assert.Equal(["0%", "55.56%"], chart.Purchases.Select(purchase => purchase.Across.Percent));
        Assert.True(chart.Purchases[0].Down.Share > chart.Purchases[1].Down.Share);
        Assert.Equal("$83.33", chart.Average!.Value.Text);
        Assert.InRange(chart.Average.Value.Share, chart.Purchases[1].Down.Share, chart.Purchases[0].Down.Share);
        Assert.StartsWith("M0 ", chart.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_that_nobody_had_does_not_flatten_the_line()
    {
        var chart = PurchaseChart.Of(
            Account(Bought("2024-01-02", 1, 150m), Bought("2024-01-03", 0.00000001m, 1_000m)),
            Snapshot(100m, 200m)
        );

        Assert.Equal(0, chart!.Purchases[1].Down.Share);
        Assert.InRange(chart.Purchases[0].Down.Share, 0.5m, 0.8m);
    }

    [Fact]
    public void Without_a_purchase_or_a_known_price_there_is_no_chart()
    {
        Assert.Null(PurchaseChart.Of(Account(), Snapshot(100m, 200m)));
        Assert.Null(PurchaseChart.Of(Account(Bought("2024-01-02", 1, 150m)), Snapshot()));
        Assert.Null(PurchaseChart.Of(Account(Bought("2024-01-02", 1, 150m)), Snapshot(100m)));
    }

    private static MarketSnapshot Snapshot(params decimal[] ends)
    {
        var days = Enumerable
            .Range(0, ends.Length == 2 ? 10 : ends.Length)
            .Select(day =>
                Samples.Candle("2024-01-01T00:00Z") with
                {
                    Interval = Interval.OneDay,
                    OpenTime = Now.AddDays(day - 10),
                    Close = ends[0] + (day * (ends[^1] - ends[0]) / 9),
                }
            );
        var whole = new TimeRange(Now.AddDays(-100), Now.AddDays(1));
        return new MarketSnapshot { ReadAt = Now, History = PriceHistory.Empty.Replace(Interval.OneDay, whole, whole.From, [.. days]) };
    }

    private static HolderAccount Account(params IReadOnlyList<NewPurchase> bought) =>
        new(
            new HolderRecord
            {
                Name = HolderName.Parse("Ana"),
                Id = "1",
                TokenHash = "",
                FirstBought = new DateOnly(2024, 1, 1),
                Created = Now,
            },
            [.. bought.Select((purchase, at) => new HolderPurchase(at + 1, "t", purchase))]
        );

    private static NewPurchase Bought(string day, decimal amount, decimal paid) =>
        new(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "", amount, paid);
}
