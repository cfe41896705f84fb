using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>Each bound of the checks of a candle: the last figure that is accepted, and the message for the first that is not.</summary>
[Trait("Level", "Unit")]
public sealed class CandleBoundsTests
{
    private static readonly Candle Right = Samples.Candle("2026-11-21T12:00Z", Interval.OneHour) with
    {
        Open = 100m,
        High = 110m,
        Low = 90m,
        Close = 105m,
    };

    [Fact]
    public void A_candle_of_one_price_is_plausible() =>
        Assert.Null(CandleChecks.FindProblem(Right with { Open = 100m, High = 100m, Low = 100m, Close = 100m }));

    [Theory]
    [InlineData(100, 110, 100, 105)]
    [InlineData(105, 110, 100, 100)]
    [InlineData(110, 110, 90, 105)]
    [InlineData(105, 110, 90, 110)]
    public void The_open_or_the_close_may_be_the_high_or_the_low(int open, int high, int low, int close) =>
        Assert.Null(CandleChecks.FindProblem(With(open, high, low, close)));

    [Theory]
    [InlineData(0, 110, 90, 105)]
    [InlineData(100, 0, 90, 105)]
    [InlineData(100, 110, 0, 105)]
    [InlineData(100, 110, 90, 0)]
    [InlineData(-1, 110, 90, 105)]
    [InlineData(100, -1, 90, 105)]
    [InlineData(100, 110, -1, 105)]
    [InlineData(100, 110, 90, -1)]
    public void Each_price_is_greater_than_zero(int open, int high, int low, int close) =>
        Assert.Equal("a price is not greater than zero", CandleChecks.FindProblem(With(open, high, low, close)));

    [Theory]
    [InlineData(100, 89, 90, 105, "low 90 is above high 89")]
    [InlineData(100, 110, 101, 105, "low 101 is above open 100 or close 105")]
    [InlineData(105, 110, 101, 100, "low 101 is above open 105 or close 100")]
    [InlineData(100, 104, 90, 105, "high 104 is below open 100 or close 105")]
    [InlineData(105, 104, 90, 100, "high 104 is below open 105 or close 100")]
    public void High_and_low_enclose_open_and_close(int open, int high, int low, int close, string problem) =>
        Assert.Equal(problem, CandleChecks.FindProblem(With(open, high, low, close)));

    [Fact]
    public void A_price_above_the_largest_is_named() =>
        Assert.Equal(
            "the price 100000000.01 is implausibly high",
            CandleChecks.FindProblem(Right with { High = CandleChecks.LargestPrice + 0.01m })
        );

    [Fact]
    public void A_volume_is_from_zero_to_the_largest()
    {
        Assert.Null(CandleChecks.FindProblem(Right with { Volume = 0 }));
        Assert.Null(CandleChecks.FindProblem(Right with { Volume = CandleChecks.LargestVolume }));
        Assert.Equal("volume -0.01 is less than zero", CandleChecks.FindProblem(Right with { Volume = -0.01m }));
        Assert.Equal(
            "volume 10000000000000000.01 is implausibly high",
            CandleChecks.FindProblem(Right with { Volume = CandleChecks.LargestVolume + 0.01m })
        );
    }

    [Theory]
    [InlineData("5m", "2026-11-21 12:01:00Z is not the start of a 5m candle")]
    [InlineData("1h", "2026-11-21 12:01:00Z is not the start of an hour")]
    [InlineData("1d", "2026-11-21 12:01:00Z is not the start of a day, which starts at 00:00 UTC")]
    public void A_candle_starts_on_its_intervals_grid(string code, string problem)
    {
        Assert.True(Interval.TryParse(code, out var interval));

        Assert.Equal(problem, CandleChecks.FindProblem(Right with { Interval = interval, OpenTime = Right.OpenTime.AddMinutes(1) }));
    }

    private static Candle With(int open, int high, int low, int close) => Right with { Open = open, High = high, Low = low, Close = close };
}
