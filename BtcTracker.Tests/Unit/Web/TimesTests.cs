using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class TimesTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_599, "59 min")]
    [InlineData(172_799, "47 h")]
    [InlineData(172_800, "2 days")]
    public void An_age_is_given_in_its_largest_unit(int seconds, string expected) =>
        Assert.Equal(expected, Times.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Times_are_utc_and_say_so()
    {
        var instant = Samples.At("2026-11-20T17:40:10-06:00");

        Assert.Equal("20 Nov 2026, 23:40 UTC", Times.Minute(instant));
        Assert.Equal("20 Nov 2026, 23:40:10 UTC", Times.Second(instant));
        Assert.Equal("2026-11-20T23:40:10Z", Times.Iso(instant));
        Assert.Equal("20 Nov 2026", Times.Day(instant));
        Assert.Equal(("23:40:10 UTC", "23:41 UTC"), (Times.Clock(instant), Times.Clock(instant.AddSeconds(50))));
    }

    [Theory]
    [InlineData("coinbase", "Coinbase")]
    [InlineData("demo:coinmarketcap-keyless", "demo: CoinMarketCap, keyless")]
    [InlineData("somewhere", "somewhere")]
    public void A_source_keeps_its_mode_and_an_unknown_one_its_word(string source, string expected) =>
        Assert.Equal(expected, SourceNames.Of(source));
}
