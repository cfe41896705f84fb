using BtcTracker.Ingest.Checks;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class QuoteChecksTests
{
    private static readonly Quote Newest = Readings.Of(64_000m, "one", Readings.Now.AddMinutes(-5));

    [Theory]
    [InlineData("0", Rejection.NotPositive)]
    [InlineData("-64000", Rejection.NotPositive)]
    [InlineData("1000000000000", Rejection.TooLarge)]
    [InlineData("640000", Rejection.Jump)]
    [InlineData("6400", Rejection.Jump)]
    [InlineData("96001", Rejection.Jump)]
    [InlineData("31999", Rejection.Jump)]
    [InlineData("96000", null)]
    [InlineData("32000", null)]
    [InlineData("48000", null)]
    public void A_price_that_cannot_be_is_not_believed_and_a_wild_day_is(string price, Rejection? expected) =>
        Assert.Equal(expected, Check(Readings.Of(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void The_first_reading_of_all_has_nothing_to_jump_from() =>
        Assert.Null(QuoteChecks.WhatIsWrongWith(Readings.Of(0.04951m), null, Readings.Now));

    [Theory]
    [InlineData(120, null)]
    [InlineData(121, Rejection.InTheFuture)]
    [InlineData(3600, Rejection.InTheFuture)]
    [InlineData(-300, null)]
    [InlineData(-301, Rejection.Late)]
    public void A_reading_is_of_now_and_not_older_than_the_newest_of_its_source(int seconds, Rejection? expected) =>
        Assert.Equal(expected, Check(Readings.Of(64_000m, "one", Readings.Now.AddSeconds(seconds))));

    [Theory]
    [InlineData(-540, null)]
    [InlineData(-541, Rejection.Late)]
    public void Another_source_may_trail_by_four_minutes(int seconds, Rejection? expected) =>
        Assert.Equal(expected, Check(Readings.Of(64_000m, "two", Readings.Now.AddSeconds(seconds))));

    [Fact]
    public void A_market_cap_must_be_price_times_supply()
    {
        var reading = Readings.Of(64_000m) with { CirculatingSupply = 19_900_000m, MaxSupply = 21_000_000m };

        Assert.Null(Check(reading with { MarketCap = 64_000m * 19_900_000m, FullyDilutedMarketCap = 64_000m * 21_000_000m }));
        Assert.Equal(Rejection.Contradictory, Check(reading with { MarketCap = 64_000m * 19_000_000m }));
        Assert.Equal(Rejection.Contradictory, Check(reading with { FullyDilutedMarketCap = 1m }));
        Assert.Equal(Rejection.ImpossibleSupply, Check(reading with { CirculatingSupply = 21_000_001m }));
    }

    [Fact]
    public void Two_readings_agree_within_three_percent_if_they_are_of_two_sources()
    {
        Assert.True(QuoteChecks.Agree(Readings.Of(103m, "one"), Readings.Of(100m, "two")));
        Assert.False(QuoteChecks.Agree(Readings.Of(104m, "one"), Readings.Of(100m, "two")));
        Assert.False(QuoteChecks.Agree(Readings.Of(100m, "one"), Readings.Of(100m, "one")));
    }

    private static Rejection? Check(Quote reading) => QuoteChecks.WhatIsWrongWith(reading, Newest, Readings.Now);
}
