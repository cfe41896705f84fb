using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>Which quotes enter a candle of our own: no outdated one, and an unconfirmed one only where there is no other.</summary>
[Trait("Level", "Unit")]
public sealed class QuoteRollupTests
{
    private static readonly DateTimeOffset Midnight = Samples.At("2026-11-16T00:00:00Z");

    [Fact]
    public void An_unconfirmed_quote_gives_no_price_where_there_is_a_confirmed_one_but_counts()
    {
        var candle = Roll(Unconfirmed(0, 900m), QuoteAt(5, 90m), QuoteAt(10, 91m), Unconfirmed(15, 1m))!;

        Assert.Equal((90m, 91m, 90m, 91m), (candle.Open, candle.High, candle.Low, candle.Close));
        Assert.Equal((4, false), (candle.N, candle.Doubtful));
        Assert.Equal("coinbase", candle.Source);
    }

    [Fact]
    public void Unconfirmed_quotes_only_make_a_doubtful_candle()
    {
        var candle = Roll(Unconfirmed(0, 90m), Unconfirmed(5, 95m), Unconfirmed(10, 85m))!;

        Assert.Equal((90m, 95m, 85m, 85m), (candle.Open, candle.High, candle.Low, candle.Close));
        Assert.Equal((3, true), (candle.N, candle.Doubtful));
        Assert.Equal("kraken", candle.Source);
    }

    [Fact]
    public void A_candle_of_confirmed_quotes_is_sure() => Assert.False(Roll(QuoteAt(0, 90m))!.Doubtful);

    [Fact]
    public void Outdated_quotes_enter_no_candle_and_are_not_counted()
    {
        Assert.Null(Roll(QuoteAt(0, 900m) with { Outdated = true }, Unconfirmed(5, 901m) with { Outdated = true }));
        Assert.Equal(1, Roll(QuoteAt(0, 900m) with { Outdated = true }, QuoteAt(5, 90m))!.N);
    }

    [Fact]
    public void Of_two_quotes_of_one_slot_the_first_is_the_open_and_the_close()
    {
        var candle = Roll(QuoteAt(5, 90m), QuoteAt(5, 92m))!;

        Assert.Equal((90m, 92m, 90m, 90m), (candle.Open, candle.High, candle.Low, candle.Close));
    }

    [Fact]
    public void No_candles_roll_up_to_no_candle() => Assert.Empty(Rollup.ToInterval([], Interval.OneDay));

    [Fact]
    public void A_quote_outside_its_candle_is_named_with_the_candle() =>
        Assert.StartsWith(
            "The quote of 2026-11-16T01:00:00.0000000+00:00 is outside the 1h candle of 2026-11-16T00:00:00.0000000+00:00.",
            Assert.Throws<ArgumentException>(() => Roll(QuoteAt(60, 90m))).Message,
            StringComparison.Ordinal
        );

    private static Candle? Roll(params Quote[] quotes) => Rollup.FromQuotes(quotes, Interval.OneHour, Midnight);

    private static Quote Unconfirmed(int minute, decimal price) => QuoteAt(minute, price, "kraken") with { Confirmed = false };

    private static Quote QuoteAt(int minute, decimal price, string source = "coinbase") =>
        Samples.Quote("2026-11-16T00:00:00Z", price, source) with
        {
            Slot = Midnight.AddMinutes(minute),
        };
}
