using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinMarketCapBodyTests
{
    private static readonly DateTimeOffset Slot = new(2022, 6, 16, 7, 25, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("written/quotes-latest.v2.id.json", "1")]
    [InlineData("written/quotes-latest.v2.id.one-line.json", "1")]
    [InlineData("written/quotes-latest.v2.slug.json", "1")]
    [InlineData("written/quotes-latest.v2.symbol.json", "BTC")]
    [InlineData("written/quotes-latest.v1.symbol.json", "BTC")]
    [InlineData("written/quotes-latest.v2.without-status.json", "1")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.json", "1")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.raw.json", "1")]
    [RecordedInlineData("recorded/quotes-latest.v2.slug.recorded-2022-06-16.json", "1")]
    [RecordedInlineData("recorded/quotes-latest.v2.symbol-array.recorded-2022-06-16.json", "BTC")]
    [RecordedInlineData("recorded/quotes-latest.v1.symbol.recorded-2024-07-27.json", "BTC")]
    [RecordedInlineData("recorded/quotes-latest.v2.documented-example.json", "1")]
    public void Every_number_of_a_body_is_kept_digit_for_digit(string file, string key)
    {
        var body = VendorBodies.Read(file);
        using var document = JsonDocument.Parse(body);
        var data = document.RootElement.GetProperty("data").GetProperty(key);
        var coin = data.ValueKind == JsonValueKind.Array ? data[0] : data;
        var usd = coin.GetProperty("quote").GetProperty("USD");

        var quote = Read(body);

        Assert.Equal(usd.GetProperty("last_updated").GetDateTimeOffset(), quote.AsOf);
        Assert.Equal((Slot, Symbol.BtcUsd, "coinmarketcap"), (quote.Slot, quote.Symbol, quote.Source));
        Assert.All(NumbersOf(quote), number => Assert.Equal(RawText(number.InCoin ? coin : usd, number.Name), Words(number.Value)));
    }

    [Theory]
    [InlineData("written/quotes-latest.v3.short.json", 98765.43, 2.5, 1950000000000, "2026-03-09T10:11:12.345Z")]
    [RecordedInlineData(
        "recorded/quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json",
        115432.18,
        -1.42,
        2200000000000,
        "2026-09-17T15:17:26.927Z"
    )]
    public void The_third_version_with_its_arrays_is_read(string body, decimal price, decimal change, decimal marketCap, string asOf)
    {
        var quote = Read(VendorBodies.Read(body));

        Assert.Equal((price, change, marketCap, 1), (quote.Price, quote.PercentChange24h, quote.MarketCap, quote.Rank));
        Assert.Equal(DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture), quote.AsOf);
        Assert.Null(quote.CirculatingSupply);
    }

    [Theory]
    [InlineData("""[{"id": 1, "quote": {"USD": {"price": 2.17e-05, "last_updated": "2026-09-17T15:17:00Z"}}}]""", "0.0000217")]
    [InlineData("""[{"id": 1, "quote": [{"id": 2781, "price": "63271.78", "last_updated": "2026-09-17T15:17:00Z"}]}]""", "63271.78")]
    [InlineData(
        """{"7": {"id": 7, "quote": {}}, "1": {"id": "1", "new": [{}], "quote": {"EUR": {}, "USD": {"price": 1E2, "market_cap": null, "last_updated": "2026-09-17T15:17:00Z"}}}}""",
        "100"
    )]
    public void Exponents_strings_nulls_and_unknown_fields_are_fine(string data, string price) =>
        Assert.Equal(price, Words(Read($$"""{"data": {{data}}}""").Price));

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html><body>Just a moment…</body></html>")]
    [InlineData("""{"status": {"error_code": 0}, "data": {"1": {"id": 1, "quote": {"USD": {"price": 2184""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"status": {"error_code": 0}}""")]
    [InlineData("""{"status": {"error_code": 0}, "data": {}}""")]
    [InlineData("""{"status": {"error_code": 0}, "data": []}""")]
    [InlineData("""{"data": {"BTC": [{"id": 25000, "quote": {"USD": {"price": 1, "last_updated": "2026-09-17T15:17:00Z"}}}]}}""")]
    [InlineData("""{"data": [{"id": 1, "quote": [{"symbol": "EUR", "price": 1}]}]}""")]
    [InlineData("""{"data": [{"id": 1, "quote": {"USD": {"price": 1}}}]}""")]
    [InlineData("""{"data": [{"id": 1, "quote": {"USD": {"price": 1, "last_updated": "soon"}}}]}""")]
    public void A_body_without_a_quote_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(body)).Failure);

    [Theory]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"64,231.5\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("1e30")]
    public void A_price_that_is_no_number_is_a_failure(string price)
    {
        var body = """{"data": [{"id": 1, "quote": {"USD": {"price": PRICE, "last_updated": "2026-09-17T15:17:00Z"}}}]}""".Replace(
            "PRICE",
            price,
            StringComparison.Ordinal
        );

        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(body)).Failure);
    }

    internal static Quote Read(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        CoinMarketCapParser.ToQuote(new SourceResponse(status, body), Symbol.BtcUsd, Slot, SourceNames.CoinMarketCap);

    private static IEnumerable<(string Name, bool InCoin, decimal? Value)> NumbersOf(Quote quote) =>
        [
            ("price", false, quote.Price),
            ("market_cap", false, quote.MarketCap),
            ("fully_diluted_market_cap", false, quote.FullyDilutedMarketCap),
            ("market_cap_dominance", false, quote.MarketCapDominance),
            ("volume_24h", false, quote.Volume24h),
            ("volume_change_24h", false, quote.VolumeChange24h),
            ("percent_change_1h", false, quote.PercentChange1h),
            ("percent_change_24h", false, quote.PercentChange24h),
            ("percent_change_7d", false, quote.PercentChange7d),
            ("percent_change_30d", false, quote.PercentChange30d),
            ("percent_change_60d", false, quote.PercentChange60d),
            ("percent_change_90d", false, quote.PercentChange90d),
            ("circulating_supply", true, quote.CirculatingSupply),
            ("total_supply", true, quote.TotalSupply),
            ("max_supply", true, quote.MaxSupply),
            ("cmc_rank", true, quote.Rank),
            ("num_market_pairs", true, quote.MarketPairs),
        ];

    private static string RawText(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var field) ? field.GetRawText() : "null";

    private static string Words(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
