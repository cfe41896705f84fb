using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;
using BtcTracker.Web.History.Figures;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class HistoryFiguresTests
{
    private static readonly DateTimeOffset Now = Samples.At("2024-07-20T12:00Z");

    [Fact]
    public void The_average_is_of_the_two_hundred_days_before_today_whatever_today_costs()
    {
        var days = Days.Of("2024-01-02", 201, at => at == 200 ? 1_000_000 : 1 + at);

        Assert.Equal(Samples.At("2024-07-20"), days[^1].OpenTime);
        Assert.Equal(100.5m, Of(days)!.DayAverage);
        Assert.Equal(100.5m, Of(days[..^1])!.DayAverage);
        Assert.Null(Of(days[1..])!.DayAverage);
        Assert.Null(Of(days.Without(199))!.DayAverage);
        Assert.Null(Of(days.Without(100))!.DayAverage);
    }

    [Fact]
    public void The_average_of_weeks_is_of_two_hundred_sundays_up_to_the_last()
    {
        // 14 July 2024 was a Sunday, and 20 July a Saturday.
        var first = Samples.At("2024-07-14").AddDays(-7 * 199);
        var days = Days.Of(
            $"{first:yyyy-MM-dd}",
            (int)(Samples.At("2024-07-20") - first).TotalDays,
            at => at % 7 == 0 ? 1 + (at / 7) : 9_999
        );

        Assert.Equal(100.5m, Of(days)!.WeekAverage);
        Assert.Equal(100.5m, Of(days.Without(3))!.WeekAverage);
        Assert.Null(Of(days.Without(7))!.WeekAverage);
        Assert.Null(Of(days[1..])!.WeekAverage);
    }

    [Fact]
    public void The_best_and_the_worst_day_are_none_of_today()
    {
        var figures = Of(Days.Of("2024-07-15", 100, 110, 99, 100, 101, 900))!;

        Assert.Equal(new DayChange(Samples.At("2024-07-16"), 10), figures.Best);
        Assert.Equal(new DayChange(Samples.At("2024-07-17"), -10), figures.Worst);
        Assert.Equal(Samples.At("2024-07-19"), figures.LastDay);
    }

    [Fact]
    public void Without_days_that_are_over_there_are_none()
    {
        Assert.Null(Of([]));
        Assert.Null(Of(Days.Of("2024-07-20", 64_000)));
    }

    [Fact]
    public void One_day_gives_no_figure_but_its_own_date()
    {
        var figures = Of(Days.Of("2024-07-19", 64_000))!;

        Assert.Equal(
            (null, null, null, null, null),
            (figures.DayAverage, figures.WeekAverage, figures.Volatility, figures.Best, figures.Worst)
        );
        Assert.Empty(figures.Years);
    }

    [Fact]
    public void While_days_are_still_to_come_a_snapshot_has_no_figures()
    {
        var snapshot = new MarketSnapshot
        {
            ReadAt = Now,
            History = WebSamples.HistoryOf(Interval.OneDay, Days.Of("2024-07-01", 19, _ => 1)),
        };

        Assert.NotNull(snapshot.Figures);
        Assert.Null((snapshot with { Backfill = MarketData.Backfill(100) }).Figures);
    }

    [Theory]
    [InlineData("2024-07-20T00:00Z", 0)]
    [InlineData("2024-07-19T23:59Z", 1)]
    [InlineData("2024-02-29T00:00Z", 142)]
    public void Days_since_the_high_are_days_of_the_calendar(string high, int days) =>
        Assert.Equal(days, new MarketStats(default, new Extreme(1, Samples.At(high)), default, 0).DaysSinceHigh(Now));

    [Fact]
    public void A_multiple_needs_a_price_and_an_average()
    {
        Assert.Equal(1.5m, HistoryFigures.Multiple(96_000, 64_000));
        Assert.Null(HistoryFigures.Multiple(96_000, null));
        Assert.Null(HistoryFigures.Multiple(null, 64_000));
    }

    private static HistoryFigures? Of(Candle[] days) => HistoryFigures.Of(WebSamples.HistoryOf(Interval.OneDay, days), Now);
}
