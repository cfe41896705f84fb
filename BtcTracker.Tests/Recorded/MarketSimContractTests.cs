using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>The simulated market's bodies against the vendors' recorded ones: names, kinds and nesting, so that it cannot drift from them.</summary>
[Trait("Level", "Recorded")]
public sealed class MarketSimContractTests : IAsyncLifetime
{
    private const string Quotes = "cryptocurrency/quotes/latest";

    // What only some real listings have, and this project does not read.
    private static readonly string[] NotSimulated =
        [".self_reported_circulating_supply", ".self_reported_market_cap", ".tvl_ratio", ".infinite_supply", ".minted_market_cap"];

    private MarketSimHost _market = null!;

    public async ValueTask InitializeAsync() => _market = await MarketSimHost.StartAsync(clock: null);

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Theory]
    [InlineData($"/v2/{Quotes}?id=1", "quotes-latest.bitcoin.json")]
    [InlineData($"/v2/{Quotes}?id=1", "quotes-latest.bitcoin.raw.json")]
    [InlineData($"/v2/{Quotes}?slug=bitcoin", "quotes-latest.v2.slug.recorded-2022-06-16.json")]
    [InlineData($"/v2/{Quotes}?symbol=BTC", "quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [InlineData($"/v1/{Quotes}?symbol=BTC", "quotes-latest.v1.symbol.recorded-2024-07-27.json")]
    [InlineData("/v1/key/info", "key-info.documented-example.json")]
    [InlineData("/products/BTC-USD/candles?granularity=3600&start=2024-03-05T00:00:00Z&end=2024-03-05T23:00:00Z", "coinbase-exchange.candles.3600.2024-03-05.json")]
    public async Task A_body_has_all_that_the_recorded_one_has_and_nothing_else(string path, string fixture)
    {
        var (simulated, recorded) = ((await _market.AskAsync(path)).Body, Fixture(fixture));

        Assert.All(JsonShape.Lacking(recorded, simulated), field => Assert.Contains(NotSimulated, field.Contains));
        Assert.All(JsonShape.Lacking(simulated, recorded), field => Assert.True(IsDocumented(field), field));
    }

    // The recorded body is a minimal one, with its error code as text; the quote's names are those of the second version.
    [Fact]
    public async Task The_third_versions_arrays_have_the_recorded_names()
    {
        var simulated = (await _market.AskAsync($"/v3/{Quotes}?id=1")).Body;
        var recorded = Fixture("quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json");
        var secondVersion = (await _market.AskAsync($"/v2/{Quotes}?id=1")).Body.Replace("\"USD\":", "\"quote\":", StringComparison.Ordinal);

        Assert.Equal([".status.error_code String"], JsonShape.Lacking(recorded, simulated));
        Assert.Equal(
            [".data.quote.id", ".data.quote.symbol"],
            JsonShape.Of(simulated).Keys.Select(Flat).Except(JsonShape.Of(secondVersion).Keys.Select(Flat)));
    }

    [Theory]
    [MemberData(nameof(CoinMarketCapErrorTests.Codes), MemberType = typeof(CoinMarketCapErrorTests))]
    public async Task An_error_that_is_asked_for_has_the_recorded_status_words_and_shape(int code)
    {
        var (status, recorded) = CoinMarketCapErrorTests.Recorded(code);
        await _market.FaultAsync(new { route = "*", errorCode = code, count = 1 });

        var answer = await _market.AskAsync($"/v3/{Quotes}?id=1");

        Assert.Equal(status, answer.Status);
        Assert.Empty(JsonShape.Lacking(recorded, answer.Body).Concat(JsonShape.Lacking(answer.Body, recorded)));
        Assert.Equal(MessageOf(recorded, status), MessageOf(answer.Body, answer.Status));
    }

    [Theory]
    [InlineData("no-key", 1001)]
    [InlineData(null, 1002)]
    public async Task A_refused_key_is_answered_as_recorded(string? key, int code)
    {
        _market.Client.DefaultRequestHeaders.Remove("X-CMC_PRO_API_KEY");
        _market.Client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", key is null ? [] : [key]);
        var (status, recorded) = CoinMarketCapErrorTests.Recorded(code);

        var answer = await _market.AskAsync("/v1/key/info");

        Assert.Equal((status, MessageOf(recorded, status)), (answer.Status, MessageOf(answer.Body, answer.Status)));
        Assert.Empty(JsonShape.Lacking(recorded, answer.Body).Concat(JsonShape.Lacking(answer.Body, recorded)));
    }

    // Fields that the vendor documents and one recording or another lacks.
    private static bool IsDocumented(string field) => field.StartsWith(".data.coin.quote.USD.tvl", StringComparison.Ordinal)
        || field.StartsWith(".status.notice", StringComparison.Ordinal);

    private static string Flat(string path) => path.Replace("[]", "", StringComparison.Ordinal).Replace(".coin", "", StringComparison.Ordinal).Replace(".quote.quote", ".quote", StringComparison.Ordinal);

    private static string MessageOf(string body, HttpStatusCode status) =>
        Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Message;

    private static string Fixture(string name) => File.ReadAllText(RepositoryPaths.Fixture(name));
}
