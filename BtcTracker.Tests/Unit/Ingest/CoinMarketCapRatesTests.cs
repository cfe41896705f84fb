using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class CoinMarketCapRatesTests
{
    [Theory]
    [InlineData(
        """{"USD": {"price": 60000, "last_updated": "2026-11-21T12:00:00Z"}, "EUR": {"price": 55200.6}, "JPY": {"price": "9000000"}}"""
    )]
    [InlineData(
        """[{"symbol": "JPY", "price": 9e6}, {"symbol": "EUR", "price": 55200.6}, {"symbol": "USD", "price": 60000, "last_updated": "2026-11-21T12:00:00Z"}]"""
    )]
    public void Rates_are_the_ratio_to_the_dollar_in_the_same_answer(string quote)
    {
        var rates = Read(quote);

        Assert.Equal(new Dictionary<string, decimal> { ["EUR"] = 0.92001m, ["JPY"] = 150m }, rates.PerDollar);
        Assert.Equal((IngestParts.Noon, "coinmarketcap"), (rates.AsOf, rates.Source));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("null")]
    [InlineData("\"NaN\"")]
    [InlineData("\"55,200.6\"")]
    [InlineData("1e28")]
    [InlineData("1e400")]
    [InlineData("[]")]
    public void A_wrong_rate_leaves_out_only_its_currency(string price)
    {
        var rates = Read(
            $$$"""{"USD": {"price": 60000, "last_updated": "2026-11-21T12:00:00Z"}, "EUR": {"price": {{{price}}}}, "GBP": {"price": 45000}, "XYZ": {"price": 1}}"""
        );

        Assert.Equal(["GBP"], rates.PerDollar.Keys);
    }

    [Theory]
    [InlineData("""{"EUR": {"price": 55200}}""")]
    [InlineData("""{"USD": {"price": 0, "last_updated": "2026-11-21T12:00:00Z"}, "EUR": {"price": 55200}}""")]
    [InlineData("""{"USD": {"price": 60000, "last_updated": "2026-11-21T12:00:00Z"}}""")]
    public void Without_a_dollar_or_any_rate_there_is_nothing(string quote) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(quote)).Failure);

    [Theory]
    [InlineData("2026-11-21T12:02:00Z", true)]
    [InlineData("2026-11-21T12:02:01Z", false)]
    [InlineData("2026-12-01T00:00:00Z", false)]
    public void Rates_of_a_time_to_come_are_refused(string time, bool isTaken)
    {
        var quote = $$$"""{"USD": {"price": 60000, "last_updated": "{{{time}}}"}, "EUR": {"price": 55200}}""";

        Assert.Equal(isTaken, Record.Exception(() => Read(quote)) is not SourceException { Failure: SourceFailure.InvalidBody });
    }

    private static CurrencyRates Read(string quote) =>
        CoinMarketCapRates.ToRates(
            new SourceResponse(HttpStatusCode.OK, $$"""{"data": [{"id": 1, "quote": {{quote}}}]}"""),
            SourceNames.CoinMarketCap,
            IngestParts.Noon
        );
}
