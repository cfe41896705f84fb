using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class VolatilityTests
{
    private const string First = "2024-02-01";

    [Fact]
    public void Prices_that_double_and_halve_in_turn_give_what_is_computed_by_hand()
    {
        // 30 returns of ln 2 and −ln 2: their mean is 0, the sum of squares 30 × (ln 2)², of which one part in 29 is the variance.
        var expected = Math.Log(2) * Math.Sqrt(30d / 29) * Math.Sqrt(365) * 100;

        Assert.Equal(Math.Round((decimal)expected, 6), Of(Days.Of(First, 31, at => at % 2 == 0 ? 100 : 200))!.Percent);
        Assert.Equal(1346.894321m, Of(Days.Of(First, 31, at => at % 2 == 0 ? 0.01m : 0.02m))!.Percent);
    }

    [Fact]
    public void It_equals_what_another_program_computes()
    {
        // Python: statistics.stdev([math.log(b / a) for a, b in zip(c, c[1:])]) * math.sqrt(365) * 100
        // with c = [60000 + 137 * (i * i * 31 % 89) for i in range(31)].
        var days = Days.Of(First, 31, at => 60_000 + (137 * (at * at * 31 % 89)));

        Assert.Equal(149.195171m, Of(days)!.Percent);
    }

    [Fact]
    public void A_price_that_does_not_move_or_grows_evenly_has_none()
    {
        Assert.Equal(0, Of(Days.Of(First, 31, _ => 64_231.5m))!.Percent);
        Assert.Equal(0, Of(Days.Of(First, 31, at => (decimal)Math.Pow(2, at)))!.Percent);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void Thirty_returns_need_thirty_one_closes(int days, bool isKnown) =>
        Assert.Equal(isKnown, Of(Days.Of(First, days, at => at + 1)) is not null);

    [Fact]
    public void It_is_of_the_last_thirty_returns_only()
    {
        var calm = Days.Of(First, 62, at => at < 31 ? 1 + (at % 2) : 64_000);

        Assert.Equal(0, Of(calm)!.Percent);
    }

    [Fact]
    public void A_missing_or_doubtful_day_in_the_window_makes_it_unknown_and_an_earlier_one_does_not()
    {
        var days = Days.Of(First, 45, at => 100 + (at % 3));

        Assert.Null(Of(days.Without(20)));
        Assert.Null(Of(days.WithDoubtful(44)));
        Assert.Equal(Of(days)!.Percent, Of(days.Without(5))!.Percent);
        Assert.Equal(Of(days)!.Percent, Of(days.WithDoubtful(13))!.Percent);
        Assert.Null(Volatility.Of(days, days[^1].OpenTime.AddDays(1)));
    }

    [Fact]
    public void The_percentile_counts_the_calmer_ones_of_all_other_windows()
    {
        // 31 windows: the more of the doubling days at the end they have, the wilder they are.
        var wilder = Days.Of(First, 61, at => at <= 30 ? 100 : 100 * (1 + (at % 2)));
        var calmer = Days.Of(First, 61, at => at >= 30 ? 100 : 100 * (1 + (at % 2)));

        Assert.Equal(100, Of(wilder)!.Percentile);
        Assert.Equal(0, Of(calmer)!.Percentile);
        Assert.Null(Of(Days.Of(First, 31, at => at + 1))!.Percentile);
    }

    [Fact]
    public void The_percentile_of_three_windows_is_a_half_where_one_of_the_others_is_calmer()
    {
        // Each window has one move: of 3 %, of 1 %, of 2 %.
        Candle[] days =
        [
            .. Days.Of("2024-01-01", 31, at => at < 30 ? 100 : 103),
            .. Days.Of("2024-03-01", 31, at => at < 30 ? 100 : 101),
            .. Days.Of("2024-05-01", 31, at => at < 30 ? 100 : 102),
        ];

        Assert.Equal(50, Of(days)!.Percentile);
    }

    [Fact]
    public void No_days_have_none() => Assert.Null(Volatility.Of([], Samples.At(First)));

    private static Volatility? Of(Candle[] days) => Volatility.Of(days, days[^1].OpenTime);
}
