using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.MarketSim;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class MarketSimHttpTests : IAsyncLifetime
{
    private const string Quotes = "cryptocurrency/quotes/latest";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 14, 15, TimeSpan.Zero);

    private MarketSimHost _market = null!;

    private HttpClient Client => _market.Client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _market = await MarketSimHost.StartAsync(new ManualTimeProvider(Now), "--Market:Seed=5");

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Theory]
    [InlineData($"v1/{Quotes}?symbol=BTC")]
    [InlineData($"v2/{Quotes}?id=1")]
    [InlineData($"v2/{Quotes}?slug=bitcoin&convert=USD")]
    [InlineData($"v2/{Quotes}?symbol=BTC")]
    [InlineData($"v3/{Quotes}?id=1&convert=USD")]
    [InlineData($"public-api/v3/{Quotes}?id=1&convert=USD")]
    public async Task Every_version_of_the_quote_is_read_by_the_real_parser(string path)
    {
        var quote = CoinMarketCapParser.ToQuote(await AskAsync(path), Symbol.BtcUsd, Now, "test");

        var reading = _market.App.Services.GetRequiredService<ISimulatedMarket>().ReadAt(Now)!;
        Assert.Equal(
            (reading.Price, reading.MarketCap, reading.CirculatingSupply, Now),
            (quote.Price, quote.MarketCap, quote.CirculatingSupply, quote.AsOf)
        );
        Assert.Equal(reading.Changes.Days90, quote.PercentChange90d);
    }

    [Fact]
    public async Task A_key_is_needed_and_a_wrong_one_refused()
    {
        Client.DefaultRequestHeaders.Remove("X-CMC_PRO_API_KEY");
        var missing = Assert.Throws<SourceException>(() =>
            CoinMarketCapParser.ToQuote(AskAsync($"v3/{Quotes}?id=1").Result, default, default, "")
        );
        Client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", "wrong");
        var wrong = Assert.Throws<SourceException>(() =>
            CoinMarketCapParser.ToQuote(AskAsync($"v3/{Quotes}?id=1").Result, default, default, "")
        );

        Assert.Contains("401, error 1002", missing.Message, StringComparison.Ordinal);
        Assert.Contains("401, error 1001", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_coin_gives_empty_data_with_success()
    {
        var answer = await AskAsync($"v3/{Quotes}?id=2");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            SourceFailure.InvalidBody,
            Assert.Throws<SourceException>(() => CoinMarketCapParser.ToQuote(answer, default, default, "")).Failure
        );
    }

    [Fact]
    public async Task The_ticker_says_the_same_price()
    {
        var quote = CoinbaseParser.ToQuote(await AskAsync("products/BTC-USD/ticker"), Symbol.BtcUsd, Now, "test");

        Assert.Equal(_market.App.Services.GetRequiredService<ISimulatedMarket>().ReadAt(Now)!.Price, quote.Price);
        Assert.Equal(Now, quote.AsOf);
    }

    [Fact]
    public async Task Krakens_ticker_says_the_same_price_and_knows_no_other_pair()
    {
        var answer = await AskAsync("0/public/Ticker?pair=XBTUSD") with { RespondedAt = Now };
        var quote = KrakenParser.ToQuote(answer, Symbol.BtcUsd, Now, "test");
        var unknown = await AskAsync("0/public/Ticker?pair=DOGEUSD");

        Assert.Equal(_market.App.Services.GetRequiredService<ISimulatedMarket>().ReadAt(Now)!.Price, quote.Price);
        Assert.Equal(HttpStatusCode.OK, unknown.Status);
        Assert.Equal(
            SourceFailure.BadRequest,
            Assert.Throws<SourceException>(() => KrakenParser.ToQuote(unknown, default, default, "")).Failure
        );
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    public async Task Three_hundred_candles_are_given_newest_first_and_no_more(int granularity)
    {
        var end = Now.AddDays(-2).ToUnixTimeSeconds();
        string Path(int count) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"products/BTC-USD/candles?granularity={granularity}&start={end - ((count - 1) * granularity)}&end={end}"
            );

        var answer = await AskAsync(Path(300));
        using var rows = JsonDocument.Parse(answer.Body);
        var times = rows.RootElement.EnumerateArray().Select(row => row[0].GetInt64()).ToList();
        Assert.Equal(300, times.Count);
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(300, CoinbaseParser.ToCandles(answer, Symbol.BtcUsd, Interval.OneHour, "test").Count);

        var tooMany = await AskAsync(Path(301));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.Status);
        using var refusal = JsonDocument.Parse(tooMany.Body);
        Assert.Equal("message", Assert.Single(refusal.RootElement.EnumerateObject()).Name);
        Assert.Contains("300", refusal.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    [OfRecordedBodies]
    public async Task Too_many_candles_are_refused_in_the_recorded_words(int granularity)
    {
        using var recorded = JsonDocument.Parse(VendorBodies.Read("recorded/coinbase-exchange.error-400-too-many-candles.json"));

        var tooMany = await AskAsync($"products/BTC-USD/candles?granularity={granularity}&start=0&end={300 * granularity}");

        Assert.Equal((HttpStatusCode.BadRequest, JsonSerializer.Serialize(recorded)), (tooMany.Status, tooMany.Body));
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
    public async Task Money_is_given_in_each_requested_currency_and_each_costs_a_credit()
    {
        using var body = JsonDocument.Parse((await AskAsync($"v3/{Quotes}?id=1&convert=USD,EUR,GBP,MXN,COP,ARS,BRL,JPY")).Body);
        var quotes = body
            .RootElement.GetProperty("data")[0]
            .GetProperty("quote")
            .EnumerateArray()
            .ToDictionary(quote => quote.GetProperty("symbol").GetString()!);

        Assert.Equal(["USD", "EUR", "GBP", "MXN", "COP", "ARS", "BRL", "JPY"], quotes.Keys);
        Assert.All(
            Currency.All,
            currency =>
                Assert.Equal(
                    decimal.Round(quotes["USD"].GetProperty("price").GetDecimal() * currency.PerDollar, 8),
                    quotes[currency.Code].GetProperty("price").GetDecimal()
                )
        );
        Assert.Equal(8, body.RootElement.GetProperty("status").GetProperty("credit_count").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync($"v3/{Quotes}?id=1&convert=USD,XXX")).Status);
    }

    [Fact]
    public async Task The_key_info_shows_what_is_used_of_its_plan()
    {
        await AskAsync($"v3/{Quotes}?id=1&convert=USD,EUR");
        await AskAsync($"v3/{Quotes}?id=1");

        using var body = JsonDocument.Parse((await AskAsync("v1/key/info")).Body);
        var month = body.RootElement.GetProperty("data").GetProperty("usage").GetProperty("current_month");

        Assert.Equal((3, 9_997), (month.GetProperty("credits_used").GetInt32(), month.GetProperty("credits_left").GetInt32()));
    }

    [Fact]
    public async Task Every_answer_is_labelled_and_the_status_says_what_it_is()
    {
        using var missing = await Client.GetAsync(new Uri("/nothing", UriKind.Relative), Cancelled);
        Assert.Equal("demo", Assert.Single(missing.Headers.GetValues(SimulatedMarketGuard.Header)));

        Assert.Equal("""{"mode":"demo","seed":5,"file":null,"shiftSeconds":null}""", (await AskAsync("status")).Body);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("alive")).Status);
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public async Task In_replay_the_status_names_file_and_shift(string prices)
    {
        var file = PriceFiles.Hours(prices);
        await using var replay = await MarketSimHost.StartAsync(
            new ManualTimeProvider(Now),
            "--Market:Mode=replay",
            $"--Market:ReplayFile={file}"
        );

        using var status = JsonDocument.Parse((await replay.AskAsync("/status")).Body);
        var quote = CoinMarketCapParser.ToQuote(await replay.AskAsync($"/public-api/v3/{Quotes}?id=1"), Symbol.BtcUsd, Now, "test");

        Assert.Equal(
            ("replay", file),
            (status.RootElement.GetProperty("mode").GetString(), status.RootElement.GetProperty("file").GetString())
        );
        Assert.Equal(508 * 86_400, status.RootElement.GetProperty("shiftSeconds").GetInt64());
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero), quote.AsOf);
        Assert.Null(quote.MaxSupply ?? quote.MarketCap ?? quote.Volume24h);
    }

    [Theory]
    [InlineData("--Market:Mode=live", "'live' is not a simulated market")]
    [InlineData("--Market:Mode=replay", "Market:ReplayFile must name a CSV file")]
    public void A_wrong_configuration_is_refused(string argument, string reason) =>
        Assert.Contains(
            reason,
            Assert.Throws<OptionsValidationException>(() => MarketSimApp.Build([argument])).Message,
            StringComparison.Ordinal
        );

    private Task<SourceResponse> AskAsync(string path) => _market.AskAsync($"/{path}");
}
