using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Each bound of the checks of a reading: the last figure that is accepted, and the first that is not.</summary>
[Trait("Level", "Unit")]
public sealed class QuoteBoundsTests
{
    private const decimal LargestSupply = 1_000_000_000_000_000m;

    private static readonly DateTimeOffset Now = IngestParts.Noon;
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly Quote Latest = IngestParts.Quote(60_000m, Now.AddMinutes(-5));
    private static readonly Quote Right = IngestParts.Quote(60_000m, Now);

    [Theory]
    [InlineData(90_000)]
    [InlineData(30_000)]
    public void A_move_of_exactly_half_is_no_leap(int price) => Assert.Null(Check(Right with { Price = price }));

    [Fact]
    public void The_smallest_price_above_zero_is_positive() =>
        Assert.Equal(Rejection.Unmeasured, QuoteChecks.Check(Right with { Price = 0.0000000001m }, Measure.None, Now));

    [Fact]
    public void A_price_is_as_old_as_bitcoin_at_most()
    {
        Assert.Equal(Rejection.Unmeasured, QuoteChecks.Check(Right with { AsOf = Genesis }, Measure.None, Now));
        Assert.Equal(Rejection.Late, QuoteChecks.Check(Right with { AsOf = Genesis.AddTicks(-1) }, Measure.None, Now));
    }

    [Fact]
    public void A_supply_is_from_zero_to_a_quadrillion()
    {
        Assert.Null(Check(Right with { CirculatingSupply = 0 }));
        Assert.Null(Check(Right with { MaxSupply = 0 }));
        Assert.Null(Check(Right with { CirculatingSupply = LargestSupply }));
        Assert.Null(Check(Right with { MaxSupply = LargestSupply }));
        Assert.Equal(Rejection.ImpossibleSupply, Check(Right with { MaxSupply = -1 }));
        Assert.Equal(Rejection.ImpossibleSupply, Check(Right with { CirculatingSupply = LargestSupply + 1 }));
        Assert.Equal(Rejection.ImpossibleSupply, Check(Right with { MaxSupply = LargestSupply + 1 }));
    }

    [Fact]
    public void All_of_the_supply_may_circulate() =>
        Assert.Null(Check(Right with { CirculatingSupply = 21_000_000m, MaxSupply = 21_000_000m }));

    [Fact]
    public void A_capitalization_without_a_supply_is_zero_at_least()
    {
        Assert.Null(Check(Right with { MarketCap = 0, FullyDilutedMarketCap = 0 }));
        Assert.Equal(Rejection.Contradictory, Check(Right with { MarketCap = -0.01m }));
        Assert.Equal(Rejection.Contradictory, Check(Right with { FullyDilutedMarketCap = -0.01m }));
    }

    [Theory]
    [InlineData(60_060_000, true)]
    [InlineData(59_940_000, true)]
    [InlineData(60_060_001, false)]
    [InlineData(59_939_999, false)]
    public void A_capitalization_is_within_a_thousandth_of_price_times_supply(int product, bool accepted)
    {
        Rejection? expected = accepted ? null : Rejection.Contradictory;

        Assert.Equal(expected, Check(Right with { MarketCap = product, CirculatingSupply = 1_000 }));
        Assert.Equal(expected, Check(Right with { FullyDilutedMarketCap = product, MaxSupply = 1_000 }));
    }

    [Fact]
    public void Each_capitalization_is_compared_with_its_own_supply() =>
        Assert.Null(Check(Right with { MarketCap = 1, MaxSupply = 1_000, FullyDilutedMarketCap = 60_000_000m }));

    [Theory]
    [InlineData(618_000, true)]
    [InlineData(582_000, true)]
    [InlineData(618_001, false)]
    [InlineData(581_999, false)]
    public void Two_vendors_agree_up_to_three_percent_of_the_second(int price, bool agree) =>
        Assert.Equal(agree, QuoteChecks.Agree(Right with { Price = price }, IngestParts.Quote(600_000m, Now, "coinbase")));

    private static Rejection? Check(Quote reading) => QuoteChecks.Check(reading, Measure.Of(Latest, Now), Now);
}
