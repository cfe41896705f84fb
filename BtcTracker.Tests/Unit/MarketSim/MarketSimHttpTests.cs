using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.MarketSim;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class MarketSimHttpTests : IAsyncLifetime
{
    private const string Key = "b54bcf4d-1bca-4e8e-9a24-22ff2c3d462c";
    private const string Quotes = "cryptocurrency/quotes/latest";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 14, 15, TimeSpan.Zero);

    private readonly WebApplication _app = MarketSimApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Market:Seed=5"], new ManualTimeProvider(Now));
    private HttpClient _client = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancelled);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        _client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", Key);
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
    }

    [Theory]
    [InlineData($"v1/{Quotes}?symbol=BTC")]
    [InlineData($"v2/{Quotes}?id=1")]
    [InlineData($"v2/{Quotes}?slug=bitcoin&convert=USD")]
    [InlineData($"v2/{Quotes}?symbol=BTC")]
    [InlineData($"v3/{Quotes}?id=1&convert=USD")]
    [InlineData($"public-api/v3/{Quotes}?id=1&convert=USD")]
    public async Task Every_version_of_the_quote_is_read_by_the_real_parser(string path)
    {
        var quote = CoinMarketCapBody.ToQuote(await AskAsync(path), Symbol.BtcUsd, Now, "test");

        var reading = _app.Services.GetRequiredService<ISimulatedMarket>().ReadAt(Now)!;
        Assert.Equal((reading.Price, reading.MarketCap, reading.CirculatingSupply, Now), (quote.Price, quote.MarketCap, quote.CirculatingSupply, quote.AsOf));
        Assert.Equal(reading.Changes.Days90, quote.PercentChange90d);
    }

    [Theory]
    [InlineData($"v2/{Quotes}?id=1", "quotes-latest.v2.slug.recorded-2022-06-16.json")]
    [InlineData($"v2/{Quotes}?symbol=BTC", "quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [InlineData($"v1/{Quotes}?symbol=BTC", "quotes-latest.v1.symbol.recorded-2024-07-27.json")]
    [InlineData($"v3/{Quotes}?id=1", "quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json")]
    public async Task A_quotes_shape_is_the_recorded_ones(string path, string fixture)
    {
        using var answered = JsonDocument.Parse((await AskAsync(path)).Body);
        using var recorded = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryPaths.Fixture(fixture), Cancelled));

        // What only real listings have, and this project does not read.
        string[] unused = ["self_reported_circulating_supply", "self_reported_market_cap", "tvl_ratio", "infinite_supply"];
        var missing = PathsOf(recorded.RootElement).Where(name => !unused.Any(name.Contains)).Except(PathsOf(answered.RootElement));
        Assert.Empty(missing);
    }

    [Fact]
    public async Task A_key_is_needed_and_a_wrong_one_refused()
    {
        _client.DefaultRequestHeaders.Remove("X-CMC_PRO_API_KEY");
        var missing = Assert.Throws<SourceException>(() => CoinMarketCapBody.ToQuote(AskAsync($"v3/{Quotes}?id=1").Result, default, default, ""));
        _client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", "wrong");
        var wrong = Assert.Throws<SourceException>(() => CoinMarketCapBody.ToQuote(AskAsync($"v3/{Quotes}?id=1").Result, default, default, ""));

        Assert.Contains("401, error 1002", missing.Message, StringComparison.Ordinal);
        Assert.Contains("401, error 1001", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_coin_gives_empty_data_with_success()
    {
        var answer = await AskAsync($"v3/{Quotes}?id=2");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => CoinMarketCapBody.ToQuote(answer, default, default, "")).Failure);
    }

    [Fact]
    public async Task The_ticker_says_the_same_price()
    {
        var quote = CoinbaseBody.ToQuote(await AskAsync("products/BTC-USD/ticker"), Symbol.BtcUsd, Now, "test");

        Assert.Equal(_app.Services.GetRequiredService<ISimulatedMarket>().ReadAt(Now)!.Price, quote.Price);
        Assert.Equal(Now, quote.AsOf);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    public async Task Three_hundred_candles_are_given_newest_first_and_no_more(int granularity)
    {
        var end = Now.AddDays(-2).ToUnixTimeSeconds();
        string Path(int count) => string.Create(CultureInfo.InvariantCulture, $"products/BTC-USD/candles?granularity={granularity}&start={end - ((count - 1) * granularity)}&end={end}");

        var answer = await AskAsync(Path(300));
        using var rows = JsonDocument.Parse(answer.Body);
        var times = rows.RootElement.EnumerateArray().Select(row => row[0].GetInt64()).ToList();
        Assert.Equal(300, times.Count);
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(300, CoinbaseBody.ToCandles(answer, Symbol.BtcUsd, Interval.OneHour, "test").Count);

        var tooMany = await AskAsync(Path(301));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.Status);
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryPaths.Fixture("coinbase-exchange.error-400-too-many-candles.json"), Cancelled));
        Assert.Equal(JsonSerializer.Serialize(expected), tooMany.Body);
    }

    [Theory]
    [InlineData("products/BTC-USD/candles?granularity=7", HttpStatusCode.BadRequest)]
    [InlineData("products/BTC-USD/candles?granularity=300&start=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("products/BTC-USD/candles?granularity=300&start=2000&end=1000", HttpStatusCode.BadRequest)]
    [InlineData("products/ETH-USD/candles?granularity=300", HttpStatusCode.NotFound)]
    [InlineData("products/ETH-USD/ticker", HttpStatusCode.NotFound)]
    public async Task What_makes_no_sense_is_refused_as_by_the_real_one(string path, HttpStatusCode status)
    {
        var answer = await AskAsync(path);

        Assert.Equal(status, answer.Status);
        Assert.Contains("\"message\":", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_is_labelled_and_the_status_says_what_it_is()
    {
        using var missing = await _client.GetAsync(new Uri("/nothing", UriKind.Relative), Cancelled);
        Assert.Equal("demo", Assert.Single(missing.Headers.GetValues(SimulatedMarketGuard.Header)));

        Assert.Equal("""{"mode":"demo","seed":5,"file":null,"shiftSeconds":null}""", (await AskAsync("status")).Body);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("alive")).Status);
    }

    [Fact]
    public async Task In_replay_the_status_names_file_and_shift()
    {
        var file = RepositoryPaths.Data("btc-usd-hourly-coinbase-2024-2025.csv");
        await using var app = MarketSimApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Market:Mode=replay", $"--Market:ReplayFile={file}"], new ManualTimeProvider(Now));
        await app.StartAsync(Cancelled);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/status", UriKind.Relative), Cancelled));
        var quote = CoinMarketCapBody.ToQuote(
            new SourceAnswer(HttpStatusCode.OK, await client.GetStringAsync(new Uri($"/public-api/v3/{Quotes}?id=1", UriKind.Relative), Cancelled)), Symbol.BtcUsd, Now, "test");

        Assert.Equal(("replay", file), (status.RootElement.GetProperty("mode").GetString(), status.RootElement.GetProperty("file").GetString()));
        Assert.Equal(508 * 86_400, status.RootElement.GetProperty("shiftSeconds").GetInt64());
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero), quote.AsOf);
        Assert.Null(quote.MaxSupply ?? quote.MarketCap ?? quote.Volume24h);
    }

    [Theory]
    [InlineData("--Market:Mode=live", "'live' is not a simulated market")]
    [InlineData("--Market:Mode=replay", "Market:ReplayFile must name a CSV file")]
    public void A_wrong_configuration_is_refused(string argument, string reason) =>
        Assert.Contains(reason, Assert.Throws<OptionsValidationException>(() => MarketSimApp.Build([argument])).Message, StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<SourceAnswer> AskAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri($"/{path}", UriKind.Relative), Cancelled);
        return new SourceAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static IEnumerable<string> PathsOf(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => PathsOf(field.Value, $"{path}.{Unnamed(field.Name)}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => PathsOf(item, $"{path}[]")).Distinct(),
        _ => [path],
    };

    // The recorded coin was asked by another of its names.
    private static string Unnamed(string key) => key is "1" or "BTC" or "bitcoin" ? "coin" : key;
}
