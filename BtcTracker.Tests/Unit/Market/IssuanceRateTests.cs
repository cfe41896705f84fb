using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class IssuanceRateTests
{
    private static readonly DateTimeOffset At = Samples.At("2024-04-20T00:00Z");

    [Theory]
    [InlineData("0", 7_200, 210_000)]
    [InlineData("10499999", 7_200, 1)]
    [InlineData("10500000", 3_600, 210_000)]
    [InlineData("19687500", 450, 210_000)]
    [InlineData("19687503.125", 450, 209_999)]
    [InlineData("19687504", 450, 209_999)]
    [InlineData("20343750", 225, 210_000)]
    [InlineData("-5", 7_200, 210_000)]
    public void A_day_brings_144_blocks_and_the_halving_comes_when_the_rest_of_the_era_is_issued(string supply, int perDay, int blocks) =>
        Assert.Equal(new IssuanceRate(perDay, At.AddMinutes(10 * blocks)), Issuance.RateAt(Parse(supply), At));

    [Theory]
    [InlineData("20999999.9769")]
    [InlineData("21000000")]
    public void Where_all_is_issued_there_is_no_pace(string supply) => Assert.Null(Issuance.RateAt(Parse(supply), At));

    [Fact]
    public void From_the_supply_of_2026_the_next_halving_is_about_in_april_2028()
    {
        var halving = Issuance.RateAt(Issuance.SupplyAt(Samples.At("2026-11-28")), Samples.At("2026-11-28"))!.NextHalving;

        Assert.InRange(halving, Samples.At("2028-04-10"), Samples.At("2028-04-25"));
    }

    private static decimal Parse(string supply) => decimal.Parse(supply, System.Globalization.CultureInfo.InvariantCulture);
}
