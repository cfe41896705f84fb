using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class YearReturnsTests
{
    [Fact]
    public void A_month_goes_from_the_close_before_it_to_its_last_in_a_leap_year_too()
    {
        // 30 January to 1 March: 31 January closes at 101, 29 February at 130.
        var year = Assert.Single(Of("2024-03-02", Days.Of("2024-01-30", 32, at => 100 + at)));

        Assert.Equal(Percent(101, 130), year.Months[1]!.Value.Percent);
        Assert.False(year.Months[1]!.Value.IsSoFar);
    }

    [Fact]
    public void The_first_month_has_none_where_the_close_before_it_is_not_known()
    {
        var year = Assert.Single(Of("2024-03-01", Days.Of("2024-01-01", 60, at => 100 + at)));

        Assert.Null(year.Months[0]);
        Assert.Equal(Percent(130, 159), year.Months[1]!.Value.Percent);
        Assert.Null(year.Whole);
    }

    [Fact]
    public void The_month_and_the_year_under_way_are_so_far_up_to_the_last_close()
    {
        var year = Of("2025-02-11", Days.Of("2024-12-31", 42, at => 100 + at))[^1];

        Assert.Equal(new PeriodReturn(31, IsSoFar: false), year.Months[0]);
        Assert.Equal(new PeriodReturn(Percent(131, 141), IsSoFar: true), year.Months[1]);
        Assert.Equal(new PeriodReturn(41, IsSoFar: true), year.Whole);
        Assert.All(year.Months.Skip(2), month => Assert.Null(month));
    }

    [Fact]
    public void On_the_first_day_of_a_month_the_one_before_is_over_and_the_new_one_has_none_yet()
    {
        var year = Of("2025-02-01", Days.Of("2024-12-31", 33, at => 100 + at))[^1];

        Assert.Equal(new PeriodReturn(31, IsSoFar: false), year.Months[0]);
        Assert.Null(year.Months[1]);
        Assert.Equal(new PeriodReturn(31, IsSoFar: true), year.Whole);
    }

    [Fact]
    public void A_whole_year_goes_from_new_years_eve_to_new_years_eve()
    {
        var years = Of("2025-01-01", Days.Of("2023-12-31", 367, at => 0.05m * (1 + at)));

        Assert.Equal([2024], years.Select(year => year.Year));
        Assert.Equal(new PeriodReturn(36_600, IsSoFar: false), years[0].Whole);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(59)]
    public void Where_the_close_at_an_end_is_missing_or_doubtful_the_month_is_empty(int at)
    {
        // From New Year's Eve: 31 January is the day with number 31, 29 February that with number 60.
        var days = Days.Of("2023-12-31", 100, at => 100 + at);

        foreach (var holed in new[] { days.Without(at + 1), days.WithDoubtful(at + 1) })
        {
            Assert.Null(Of("2024-04-09", holed)[^1].Months[1]);
            Assert.NotNull(Of("2024-04-09", days)[^1].Months[1]);
        }
    }

    [Fact]
    public void A_missing_day_inside_a_month_changes_nothing() =>
        Assert.Equal(
            Of("2024-03-02", Days.Of("2024-01-30", 32, at => 100 + at))[0].Months,
            Of("2024-03-02", Days.Of("2024-01-30", 32, at => 100 + at).Without(15))[0].Months
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Too_few_days_give_no_row(int count) =>
        Assert.Empty(
            YearReturns.All(
                WebSamples.HistoryOf(Interval.OneDay, Days.Of("2024-03-05", count, _ => 1)),
                Samples.At("2024-03-05"),
                Samples.At("2024-03-06")
            )
        );

    private static decimal Percent(decimal from, decimal to) => Math.Round(((to / from) - 1) * 100, 6);

    private static IReadOnlyList<YearReturns> Of(string today, Candle[] days) =>
        YearReturns.All(WebSamples.HistoryOf(Interval.OneDay, days), days[0].OpenTime, Samples.At(today));
}
