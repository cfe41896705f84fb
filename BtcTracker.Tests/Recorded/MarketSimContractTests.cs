using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>The simulated market's bodies against the vendors' ones: names, kinds and nesting, so that it cannot drift from them.</summary>
[Trait("Level", "Recorded")]
public sealed class MarketSimContractTests : IAsyncLifetime
{
    private const string Quotes = "cryptocurrency/quotes/latest";
    private const string Candles = "/products/BTC-USD/candles?granularity=3600&start=2024-03-05T00:00:00Z&end=2024-03-05T23:00:00Z";

    // What only some real listings have, and this project does not read.
    private static readonly string[] NotSimulated =
    [
        ".self_reported_circulating_supply",
        ".self_reported_market_cap",
        ".tvl_ratio",
        ".infinite_supply",
        ".minted_market_cap",
    ];

    private MarketSimHost _market = null!;

    public async ValueTask InitializeAsync() => _market = await MarketSimHost.StartAsync(clock: null);

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Theory]
    [InlineData($"/v2/{Quotes}?id=1", "written/quotes-latest.v2.id.json")]
    [InlineData($"/v2/{Quotes}?id=1", "written/quotes-latest.v2.id.one-line.json")]
    [InlineData($"/v2/{Quotes}?slug=bitcoin", "written/quotes-latest.v2.slug.json")]
    [InlineData($"/v2/{Quotes}?symbol=BTC", "written/quotes-latest.v2.symbol.json")]
    [InlineData($"/v1/{Quotes}?symbol=BTC", "written/quotes-latest.v1.symbol.json")]
    [InlineData("/v1/key/info", "written/key-info.month.json")]
    [InlineData(Candles, "written/coinbase-exchange.candles.3600.json")]
    [RecordedInlineData($"/v2/{Quotes}?id=1", "recorded/quotes-latest.bitcoin.json")]
    [RecordedInlineData($"/v2/{Quotes}?id=1", "recorded/quotes-latest.bitcoin.raw.json")]
    [RecordedInlineData($"/v2/{Quotes}?slug=bitcoin", "recorded/quotes-latest.v2.slug.recorded-2022-06-16.json")]
    [RecordedInlineData($"/v2/{Quotes}?symbol=BTC", "recorded/quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [RecordedInlineData($"/v1/{Quotes}?symbol=BTC", "recorded/quotes-latest.v1.symbol.recorded-2024-07-27.json")]
    [RecordedInlineData("/v1/key/info", "recorded/key-info.documented-example.json")]
    [RecordedInlineData(Candles, "recorded/coinbase-exchange.candles.3600.2024-03-05.json")]
    public async Task A_body_has_all_that_the_vendors_one_has_and_nothing_else(string path, string body)
    {
        var (simulated, vendors) = ((await _market.AskAsync(path)).Body, VendorBodies.Read(body));

        Assert.All(JsonShape.Lacking(vendors, simulated), field => Assert.Contains(NotSimulated, field.Contains));
        Assert.All(JsonShape.Lacking(simulated, vendors), field => Assert.True(IsDocumented(field), field));
    }

    // The vendor's body is a minimal one, with its error code as text; the quote's names are those of the second version.
    [Theory]
    [InlineData("written/quotes-latest.v3.short.json")]
    [RecordedInlineData("recorded/quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json")]
    public async Task The_third_versions_arrays_have_the_vendors_names(string body)
    {
        var (simulated, vendors) = ((await _market.AskAsync($"/v3/{Quotes}?id=1")).Body, VendorBodies.Read(body));
        var secondVersion = (await _market.AskAsync($"/v2/{Quotes}?id=1")).Body.Replace("\"USD\":", "\"quote\":", StringComparison.Ordinal);

        Assert.Equal([".status.error_code String"], JsonShape.Lacking(vendors, simulated));
        Assert.Equal(
            [".data.quote.id", ".data.quote.symbol"],
            JsonShape.Of(simulated).Keys.Select(Flat).Except(JsonShape.Of(secondVersion).Keys.Select(Flat))
        );
    }

    [Theory]
    [MemberData(nameof(CoinMarketCapErrorTests.Errors), MemberType = typeof(CoinMarketCapErrorTests))]
    public async Task An_error_that_is_asked_for_has_the_vendors_status_words_and_shape(string set, int code)
    {
        var (status, vendors) = CoinMarketCapErrorTests.BodyOf(set, code);
        await _market.FaultAsync(
            new
            {
                route = "*",
                errorCode = code,
                count = 1,
            }
        );

        var answer = await _market.AskAsync($"/v3/{Quotes}?id=1");

        AssertIsTheSameError(set, (status, vendors), answer);
    }

    [Theory]
    [InlineData(VendorBodies.Written, "no-key", 1001)]
    [InlineData(VendorBodies.Written, null, 1002)]
    [RecordedInlineData(VendorBodies.Recorded, "no-key", 1001)]
    [RecordedInlineData(VendorBodies.Recorded, null, 1002)]
    public async Task A_refused_key_is_answered_as_by_the_vendor(string set, string? key, int code)
    {
        _market.Client.DefaultRequestHeaders.Remove("X-CMC_PRO_API_KEY");
        _market.Client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", key is null ? [] : [key]);

        var answer = await _market.AskAsync("/v1/key/info");

        AssertIsTheSameError(set, CoinMarketCapErrorTests.BodyOf(set, code), answer);
    }

    // What we wrote has words of its own; the code is in front of them.
    private static void AssertIsTheSameError(string set, (HttpStatusCode Status, string Body) vendors, SourceResponse simulated)
    {
        Assert.Equal(vendors.Status, simulated.Status);
        Assert.Empty(JsonShape.Lacking(vendors.Body, simulated.Body).Concat(JsonShape.Lacking(simulated.Body, vendors.Body)));
        var (expected, actual) = (MessageOf(vendors.Body, vendors.Status), MessageOf(simulated.Body, simulated.Status));
        Assert.Equal(expected.Split(": ")[0], actual.Split(": ")[0]);
        Assert.True(set == VendorBodies.Written || expected == actual, actual);
        Assert.NotEmpty(actual.Split(": ")[1]);
    }

    // Fields that the vendor documents and one recording or another lacks.
    private static bool IsDocumented(string field) =>
        field.StartsWith(".data.coin.quote.USD.tvl", StringComparison.Ordinal)
        || field.StartsWith(".status.notice", StringComparison.Ordinal);

    private static string Flat(string path) =>
        path.Replace("[]", "", StringComparison.Ordinal)
            .Replace(".coin", "", StringComparison.Ordinal)
            .Replace(".quote.quote", ".quote", StringComparison.Ordinal);

    private static string MessageOf(string body, HttpStatusCode status) =>
        Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Message;
}
