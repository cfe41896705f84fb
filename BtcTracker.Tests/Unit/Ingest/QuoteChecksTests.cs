using System.Globalization;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class QuoteChecksTests
{
    private static readonly DateTimeOffset Now = IngestParts.Noon;
    private static readonly Quote Latest = IngestParts.Quote(60_000m, Now.AddMinutes(-5));

    [Theory]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("-60000")]
    public void A_price_of_zero_or_less_is_refused(string price) => Refused(Rejection.NotPositive, Price(price));

    [Theory]
    [InlineData("0.04951")]
    [InlineData("0.00000001")]
    [InlineData("100000000")]
    public void A_small_or_a_large_price_waits_for_a_second_vendor_where_nothing_is_known(string price) =>
        Assert.Equal(Rejection.Unmeasured, Check(Price(price), null, Now));

    [Theory]
    [InlineData("100000000.01")]
    [InlineData("79228162514264337593543950335")]
    public void An_implausibly_high_price_is_rejected(string price) => Refused(Rejection.TooLarge, Price(price));

    [Fact]
    public void A_time_ahead_is_refused_past_the_clocks_tolerance()
    {
        Refused(Rejection.InTheFuture, IngestParts.Quote(60_000m, Now + QuoteChecks.ClockTolerance + TimeSpan.FromTicks(1)));
        Assert.Null(Check(IngestParts.Quote(60_000m, Now + QuoteChecks.ClockTolerance), Latest, Now));
    }

    [Fact]
    public void A_reading_older_than_its_sources_newest_is_late() =>
        Refused(Rejection.Late, IngestParts.Quote(60_000m, Latest.AsOf.AddTicks(-1)));

    [Fact]
    public void The_same_reading_again_is_accepted() => Assert.Null(Check(Latest, Latest, Now));

    [Theory]
    [InlineData("coinmarketcap")]
    [InlineData("coinbase")]
    public void An_older_reading_never_replaces_a_newer_quote_whatever_its_source(string source)
    {
        Refused(Rejection.Late, IngestParts.Quote(60_000m, Latest.AsOf.AddSeconds(-1), source));
        Assert.Null(Check(IngestParts.Quote(60_000m, Latest.AsOf, source), Latest, Now));
    }

    [Fact]
    public void A_time_before_bitcoin_is_refused_even_where_nothing_is_known() =>
        Assert.Equal(Rejection.Late, Check(IngestParts.Quote(60_000m, DateTimeOffset.MinValue), null, Now));

    [Fact]
    public void A_market_cap_must_be_price_times_supply()
    {
        var right = Price("60000") with { CirculatingSupply = 19_950_000m, MarketCap = 1_197_000_000_000m };

        Assert.Null(Check(right, Latest, Now));
        Refused(Rejection.Contradictory, right with { MarketCap = 1_197_000_000m });
        Refused(Rejection.Contradictory, right with { MarketCap = 0 });
        Refused(Rejection.Contradictory, Price("60000") with { MarketCap = -1 });
        Refused(Rejection.Contradictory, Price("60000") with { MaxSupply = 21_000_000m, FullyDilutedMarketCap = 1_197_000_000_000m });
    }

    [Fact]
    public void A_supply_that_cannot_be_is_refused()
    {
        Refused(Rejection.ImpossibleSupply, Price("60000") with { CirculatingSupply = -1 });
        Refused(Rejection.ImpossibleSupply, Price("60000") with { CirculatingSupply = 21_000_001m, MaxSupply = 21_000_000m });
        Refused(Rejection.ImpossibleSupply, Price("60000") with { CirculatingSupply = decimal.MaxValue, MarketCap = 1 });
    }

    [Theory]
    [InlineData("45000")]
    [InlineData("42000")]
    [InlineData("78000")]
    [InlineData("89999")]
    [InlineData("30001")]
    public void A_real_days_move_is_accepted(string price) => Assert.Null(Check(Price(price), Latest, Now));

    [Theory]
    [InlineData("600000")]
    [InlineData("6000")]
    [InlineData("90001")]
    [InlineData("29999")]
    public void A_leap_waits_for_a_second_source(string price) => Refused(Rejection.Jump, Price(price));

    [Fact]
    public void Two_sources_agree_within_three_percent_and_a_source_never_with_itself()
    {
        var one = IngestParts.Quote(600_000m, Now);

        Assert.True(QuoteChecks.Agree(one, IngestParts.Quote(617_000m, Now, "coinbase")));
        Assert.False(QuoteChecks.Agree(one, IngestParts.Quote(620_000m, Now, "coinbase")));
        Assert.False(QuoteChecks.Agree(one, one));
    }

    [Theory]
    [InlineData("coinmarketcap", "coinmarketcap-keyless")]
    [InlineData("demo:coinmarketcap", "demo:coinmarketcap-keyless")]
    public void A_vendor_is_no_witness_for_itself_with_a_key_and_without(string one, string other)
    {
        Assert.False(QuoteChecks.Agree(IngestParts.Quote(600_000m, Now, one), IngestParts.Quote(600_000m, Now, other)));
        Assert.True(QuoteChecks.Agree(IngestParts.Quote(600_000m, Now, other), IngestParts.Quote(600_000m, Now, "coinbase")));
    }

    [Fact]
    public void A_price_of_the_day_before_is_no_measure()
    {
        var old = IngestParts.Quote(60_000m, Now - Measure.LongestAge);

        Assert.Equal(Rejection.Jump, Check(Price("600000"), old, Now));
        Assert.Equal(Rejection.Unmeasured, Check(Price("60000"), old with { AsOf = old.AsOf.AddTicks(-1) }, Now));
    }

    [Fact]
    public void A_quote_that_nobody_confirmed_is_no_measure() =>
        Assert.Equal(Rejection.Unmeasured, Check(Price("60000"), Latest with { Confirmed = false }, Now));

    private static Rejection? Check(Quote reading, Quote? latest, DateTimeOffset now) =>
        QuoteChecks.Check(reading, Measure.Of(latest, now), now);

    private static Quote Price(string price) => IngestParts.Quote(decimal.Parse(price, CultureInfo.InvariantCulture), Now);

    private static void Refused(Rejection expected, Quote reading) => Assert.Equal(expected, Check(reading, Latest, Now));
}
