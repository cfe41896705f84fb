using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class IntervalOfLengthTests
{
    [Fact]
    public void A_known_length_is_its_interval() =>
        Assert.All(Interval.All, interval => Assert.Same(interval, Interval.Of(interval.Length)));

    [Theory]
    [InlineData("2.00:00:00", "2d")]
    [InlineData("06:00:00", "6h")]
    [InlineData("1.06:00:00", "30h")]
    [InlineData("00:15:00", "15m")]
    [InlineData("01:30:00", "90m")]
    [InlineData("00:00:30", "30s")]
    [InlineData("00:01:30", "90s")]
    public void Any_other_length_has_the_code_of_its_largest_whole_unit(string length, string code)
    {
        var interval = Interval.Of(TimeSpan.Parse(length, CultureInfo.InvariantCulture));

        Assert.Equal((code, TimeSpan.Parse(length, CultureInfo.InvariantCulture)), (interval.Code, interval.Length));
        Assert.Equal(code, interval.ToString());
    }
}
