using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Recorded;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class IssuanceTests
{
    [Theory]
    [InlineData("2009-01-03T18:15:05Z", 0)]
    [InlineData("2012-11-28T15:24:38Z", 10_500_000)]
    [InlineData("2016-07-09T16:46:13Z", 15_750_000)]
    [InlineData("2020-05-11T19:23:43Z", 18_375_000)]
    [InlineData("2024-04-20T00:09:27Z", 19_687_500)]
    [InlineData("2024-04-21T00:09:27Z", 19_687_950)]
    public void At_a_halving_the_supply_is_exact_and_after_the_last_a_block_comes_each_ten_minutes(string instant, decimal supply) =>
        Assert.Equal(supply, Issuance.SupplyAt(Samples.At(instant)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "50")]
    [InlineData(210_001, "10500025")]
    [InlineData(840_001, "19687503.125")]
    [InlineData(1_050_000, "20343750")]
    [InlineData(6_930_000, "20999999.9769")]
    [InlineData(long.MaxValue, "20999999.9769")]
    public void The_blocks_before_a_height_bring_an_exact_amount(long height, string supply) =>
        Assert.Equal(decimal.Parse(supply, CultureInfo.InvariantCulture), Issuance.SupplyAt(height));

    [Theory]
    [InlineData("2018-08-09T21:56:28Z", 17_199_862, 0.002)]
    [InlineData("2022-06-16T07:18:00Z", 19_068_831, 0.0003)]
    [InlineData("2024-07-27T14:55:00Z", 19_731_868, 0.0003)]
    public void It_is_near_what_CoinMarketCap_counted(string instant, decimal counted, double tolerance) =>
        Assert.InRange(Issuance.SupplyAt(Samples.At(instant)) / counted, 1 - (decimal)tolerance, 1 + (decimal)tolerance);

    [Theory]
    [RecordedInlineData("recorded/quotes-latest.v2.slug.recorded-2022-06-16.json")]
    [RecordedInlineData("recorded/quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [RecordedInlineData("recorded/quotes-latest.v1.symbol.recorded-2024-07-27.json")]
    public void It_is_within_a_thousandth_of_a_recorded_bodys_supply(string body)
    {
        var quote = CoinMarketCapBodyTests.Read(VendorBodies.Read(body));

        Assert.InRange(Issuance.SupplyAt(quote.AsOf) / quote.CirculatingSupply!.Value, 0.999m, 1.001m);
    }

    [Fact]
    public void The_supply_never_falls_and_never_passes_the_maximum()
    {
        var days = Enumerable.Range(0, 365 * 150).Select(day => Issuance.SupplyAt(Samples.At("2008-12-01").AddDays(day))).ToList();

        Assert.Equal(days.Order(), days);
        Assert.Equal((0m, 20_999_999.9769m), (days[0], days[^1]));
        Assert.Equal(20_999_999.9769m, Issuance.SupplyAt(DateTimeOffset.MaxValue));
        Assert.Equal(0m, Issuance.SupplyAt(DateTimeOffset.MinValue));
    }
}
