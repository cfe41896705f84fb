using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class QuoteRatiosTests
{
    private static readonly Quote Quote = MarketData.Quote(Samples.At("2026-11-20T12:00Z"), 100_000m) with
    {
        Volume24h = 40_000_000_000m,
        MarketCap = 2_000_000_000_000m,
    };

    [Fact]
    public void The_volume_is_a_fraction_of_the_cap() => Assert.Equal(2, QuoteRatios.VolumeToCap(Quote));

    [Fact]
    public void Where_a_source_gives_no_cap_the_computed_one_is_taken() =>
        Assert.Equal(
            Math.Round(4_000_000_000_000m / (100_000m * Issuance.SupplyAt(Quote.AsOf)), 6),
            QuoteRatios.VolumeToCap(Quote with { MarketCap = null, CirculatingSupply = null })
        );

    [Fact]
    public void Without_a_volume_or_with_a_cap_that_is_none_there_is_no_part()
    {
        Assert.Null(QuoteRatios.VolumeToCap(Quote with { Volume24h = null }));
        Assert.Null(QuoteRatios.VolumeToCap(Quote with { MarketCap = 0, Volume24h = decimal.MaxValue }));
    }

    [Fact]
    public void The_pace_goes_by_the_supply_of_the_source_and_else_by_the_computed_one()
    {
        Assert.Equal(Issuance.RateAt(19_962_340.5m, Quote.AsOf), QuoteRatios.PaceOf(Quote));
        Assert.Equal(Issuance.RateAt(Issuance.SupplyAt(Quote.AsOf), Quote.AsOf), QuoteRatios.PaceOf(Quote.AsExchangeGives()));
    }
}
