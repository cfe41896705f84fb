using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class CompletedQuoteTests
{
    private static readonly Quote OfExchange = Samples.Quote("2024-04-20T00:09:27Z", 64_000.5m);

    [Fact]
    public void An_exchanges_quote_gets_its_supply_and_what_follows_from_it()
    {
        var (quote, computed) = CompletedQuote.Of(OfExchange);

        Assert.Equal((19_687_500m, 21_000_000m), (quote.CirculatingSupply, quote.MaxSupply));
        Assert.Equal((64_000.5m * 19_687_500m, 64_000.5m * 21_000_000m), (quote.MarketCap, quote.FullyDilutedMarketCap));
        Assert.Equal(["CirculatingSupply", "FullyDilutedMarketCap", "MarketCap", "MaxSupply"], computed.Order());
        Assert.Null(quote.MarketCapDominance ?? quote.Volume24h ?? quote.TotalSupply);
    }

    [Fact]
    public void What_a_source_gives_stays_as_it_is()
    {
        var given = MarketData.Quote(Samples.At("2026-11-20T12:00Z"), 64_000m);

        var (quote, computed) = CompletedQuote.Of(given);

        Assert.Equal(given, quote);
        Assert.Empty(computed);
    }

    [Fact]
    public void A_supply_that_a_source_gives_is_the_one_that_its_market_cap_follows_from()
    {
        var (quote, computed) = CompletedQuote.Of(OfExchange with { CirculatingSupply = 19_000_000m, FullyDilutedMarketCap = 1m });

        Assert.Equal((64_000.5m * 19_000_000m, 1m), (quote.MarketCap, quote.FullyDilutedMarketCap));
        Assert.Equal(["MarketCap", "MaxSupply"], computed.Order());
    }

    [Fact]
    public void A_price_without_any_sense_has_no_market_cap()
    {
        var (quote, computed) = CompletedQuote.Of(OfExchange with { Price = decimal.MaxValue });

        Assert.Null(quote.MarketCap ?? quote.FullyDilutedMarketCap);
        Assert.Equal(["CirculatingSupply", "MaxSupply"], computed.Order());
    }
}
