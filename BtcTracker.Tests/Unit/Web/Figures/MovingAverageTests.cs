using BtcTracker.Market;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class MovingAverageTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void It_is_the_mean_of_a_close_and_those_before_it_and_unknown_until_there_are_as_many() =>
        Assert.Equal([null, null, 2m, 4m, 7m], MovingAverage.Of(Days.Of("2024-02-27", 1, 2, 3, 7, 11), 3, Day));

    [Fact]
    public void Prices_below_one_keep_every_digit() =>
        Assert.Equal([null, 0.050000005m], MovingAverage.Of(Days.Of("2010-07-17", 0.04951m, 0.05049001m), 2, Day));

    [Fact]
    public void There_is_none_while_a_missing_day_is_in_the_window() =>
        Assert.Equal([null, 1.5m, null, 4.5m], MovingAverage.Of(Days.Of("2024-02-27", 1, 2, 3, 4, 5).Without(2), 2, Day));

    [Fact]
    public void A_doubtful_day_counts_with_its_close() =>
        Assert.Equal([null, 1.5m, 2.5m], MovingAverage.Of(Days.Of("2024-02-27", 1, 2, 3).WithDoubtful(1), 2, Day));

    [Fact]
    public void Candles_of_weeks_are_a_week_apart()
    {
        var days = Days.Of("2024-01-07", 15, at => at);
        Candle[] sundays = [days[0], days[7], days[14]];

        Assert.Equal([null, 3.5m, 10.5m], MovingAverage.Of(sundays, 2, 7 * Day));
    }

    [Fact]
    public void Over_long_windows_it_equals_the_average_of_each_window_taken_by_itself()
    {
        var days = Days.Of("2011-01-01", 1_000, at => 0.3m + (at * at % 977 * 0.0173m));

        var averages = MovingAverage.Of(days, 200, Day);

        for (var at = 199; at < days.Length; at++)
        {
            Assert.Equal(days[(at - 199)..(at + 1)].Average(day => day.Close), averages[at]);
        }
    }

    [Fact]
    public void Nothing_has_no_average() => Assert.Empty(MovingAverage.Of([], 200, Day));
}
