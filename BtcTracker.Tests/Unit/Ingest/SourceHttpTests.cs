using System.Net;
using System.Net.Http.Headers;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class SourceHttpTests : IDisposable
{
    private const string KeyedPath = "/v3/cryptocurrency/quotes/latest";
    private const string KeylessPath = "/public-api/v3/cryptocurrency/quotes/latest";
    private const string TickerPath = "/products/BTC-USD/ticker";
    private const string Body =
        """{"data": [{"id": 1, "quote": [{"symbol": "USD", "price": 64000, "last_updated": "2026-11-21T12:00:00Z"}]}]}""";

    private readonly StubHttp _network = new();

    [Fact]
    public async Task A_key_is_sent_in_its_header_and_only_with_it()
    {
        _network.Answer(KeyedPath, Body).Answer(KeylessPath, Body);

        await ReadAsync(CoinMarketCapSource.WithKey(_network.CreateClient(), MarketMode.Live, "the-secret", TimeProvider.System));
        await ReadAsync(CoinMarketCapSource.Keyless(_network.CreateClient(), MarketMode.Live, TimeProvider.System));

        var (keyed, keyless) = (_network.Requests.First(), _network.Requests.Last());
        Assert.Equal("the-secret", Assert.Single(keyed.Headers.GetValues("X-CMC_PRO_API_KEY")));
        Assert.Equal("?id=1&convert=USD", keyed.RequestUri!.Query);
        Assert.False(keyless.Headers.Contains("X-CMC_PRO_API_KEY"));
    }

    [Fact]
    public async Task An_answer_that_repeats_the_key_does_not_bring_it_into_the_logs()
    {
        _network.Answer(
            KeyedPath,
            """{"status": {"error_code": 1001, "error_message": "THE-SECRET is invalid"}}""",
            HttpStatusCode.Unauthorized
        );

        var exception = await Assert.ThrowsAsync<SourceException>(() =>
            ReadAsync(CoinMarketCapSource.WithKey(_network.CreateClient(), MarketMode.Live, "the-secret", TimeProvider.System))
        );

        Assert.Equal(SourceFailure.KeyRefused, exception.Failure);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1002, HttpStatusCode.Unauthorized)]
    [InlineData(1005, HttpStatusCode.Forbidden)]
    public async Task A_keyless_call_that_is_refused_is_tried_again_after_an_hour(int code, HttpStatusCode status)
    {
        _network.Answer(KeylessPath, $$"""{"status": {"error_message": "API key missing.", "error_code": {{code}} } }""", status);
        var clock = new ManualTimeProvider(IngestParts.Noon);
        var source = CoinMarketCapSource.Keyless(_network.CreateClient(), MarketMode.Live, clock);
        var reader = IngestParts.Reader(clock, NullLogger<MarketReader>.Instance, source);

        foreach (var (seconds, calls) in new[] { (0, 1), (1, 1), (1, 2), (3, 2), (1, 3) })
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(
                new SlotReading(null),
                await reader.ReadAsync(clock.GetUtcNow(), Measure.None, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken)
            );
            Assert.Equal(calls, _network.CountOf(KeylessPath));
        }
    }

    [Fact]
    public async Task Candles_are_asked_with_both_ends_included_and_rows_before_the_start_are_left_out()
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(1709596800);
        _network.Answer(
            "/products/BTC-USD/candles",
            "[[1709600400, 1, 2, 1, 2, 5], [1709596800, 1, 2, 1, 2, 5], [1709593200, 1, 2, 1, 2, 5]]"
        );
        var source = new CoinbaseSource(_network.CreateClient(), MarketMode.Replay, TimeProvider.System);

        var candles = await source.ReadCandlesAsync(
            Symbol.BtcUsd,
            Interval.OneHour,
            new TimeRange(from, from.AddHours(300)),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            "?granularity=3600&start=2024-03-05T00:00:00Z&end=2024-03-17T11:00:00Z",
            Assert.Single(_network.Requests).RequestUri!.Query
        );
        Assert.Equal([from, from.AddHours(1)], candles.Select(candle => candle.OpenTime));
        Assert.All(candles, candle => Assert.Equal("replay:coinbase", candle.Source));
    }

    [Theory]
    [InlineData("coinbase", "/products/BTC-USD/candles", "[[1709600700, 1, 2, 1, 2, 5], [1709600400, 1, 2, 1, 2, 5]]")]
    [InlineData(
        "bitstamp",
        "/api/v2/ohlc/btcusd/",
        """
            {"data": {"ohlc": [
                {"timestamp": "1709600400", "open": "1", "high": "2", "low": "1", "close": "2", "volume": "5"},
                {"timestamp": "1709600700", "open": "1", "high": "2", "low": "1", "close": "2", "volume": "5"}]}}
            """
    )]
    public async Task A_candle_that_is_not_over_by_the_sources_clock_is_left_out_however_far_this_machines_is_ahead(
        string name,
        string path,
        string body
    )
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(1709600400);
        _network.Answer(path, body, change: response => response.Headers.Date = from.AddMinutes(7));
        var (client, clock) = (_network.CreateClient(), new ManualTimeProvider(from.AddMinutes(67)));
        ICandleSource source =
            name == "coinbase" ? new CoinbaseSource(client, MarketMode.Live, clock) : new BitstampSource(client, MarketMode.Live, clock);

        var candles = await source.ReadCandlesAsync(
            Symbol.BtcUsd,
            Interval.FiveMinutes,
            new TimeRange(from, from.AddHours(1)),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(from, Assert.Single(candles).OpenTime);
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_within_the_call()
    {
        var calls = 0;
        _network.Answer(
            KeylessPath,
            (_, _) =>
                Task.FromResult(
                    ++calls < 3
                        ? new HttpResponseMessage(HttpStatusCode.BadGateway)
                        {
                            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero) },
                        }
                        : new HttpResponseMessage { Content = new StringContent(Body) }
                )
        );

        Assert.Equal(64000m, (await ReadAsync(Resilient()))?.Price);
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_server_that_asks_for_a_long_pause_gets_it(int status)
    {
        _network.Answer(
            KeylessPath,
            "{}",
            (HttpStatusCode)status,
            response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(77))
        );

        var exception = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Resilient()));

        Assert.Equal(TimeSpan.FromSeconds(77), exception.RetryAfter);
        Assert.Equal(1, _network.CountOf(KeylessPath));
    }

    [Fact]
    public async Task A_bad_request_is_not_repeated()
    {
        _network.Answer(KeylessPath, """{"status": {"error_code": 400, "error_message": "Invalid value"}}""", HttpStatusCode.BadRequest);

        Assert.Equal(SourceFailure.BadRequest, (await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Resilient()))).Failure);
        Assert.Equal(1, _network.CountOf(KeylessPath));
    }

    [Fact]
    public async Task A_simulated_market_is_refused_in_live_mode()
    {
        _network.Answer(TickerPath, "{}", change: response => response.Headers.Add(SimulatedMarketGuard.Header, "demo"));
        using var guard = new SimulatedMarketGuard(MarketMode.Live) { InnerHandler = _network };
        using var client = new HttpClient(guard) { BaseAddress = new Uri("http://market.test") };

        var exception = await Assert.ThrowsAsync<SourceException>(() =>
            ReadAsync(new CoinbaseSource(client, MarketMode.Live, TimeProvider.System))
        );

        Assert.Contains("simulated", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MarketMode.Demo, null, "is not a simulated market, and this is demo mode")]
    [InlineData(MarketMode.Replay, null, "is not a simulated market, and this is replay mode")]
    [InlineData(MarketMode.Replay, "demo", "is a simulated market of another mode (demo), and this is replay mode")]
    public async Task A_simulated_mode_refuses_every_market_but_its_own(MarketMode mode, string? label, string expected)
    {
        var exception = await Assert.ThrowsAsync<SourceException>(() => ReadLabelledAsync(mode, label));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MarketMode.Demo, "demo")]
    [InlineData(MarketMode.Replay, "replay")]
    [InlineData(MarketMode.Live, null)]
    public async Task Each_mode_takes_its_own_markets_prices(MarketMode mode, string? label) =>
        Assert.Equal(64000m, (await ReadLabelledAsync(mode, label)).Price);

    [Fact]
    public async Task An_unreachable_host_is_a_failure_that_names_it()
    {
        _network.Answer(TickerPath, (_, _) => throw new HttpRequestException("Connection refused"));

        var exception = await Assert.ThrowsAsync<SourceException>(() =>
            ReadAsync(new CoinbaseSource(_network.CreateClient(), MarketMode.Live, TimeProvider.System))
        );

        Assert.Equal(SourceFailure.Unreachable, exception.Failure);
        Assert.Contains("market.test", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _network.Dispose();

    private CoinMarketCapSource Resilient()
    {
        var services = new ServiceCollection();
        services
            .AddHttpClient("test", client => client.BaseAddress = new Uri("http://market.test"))
            .ConfigurePrimaryHttpMessageHandler(() => _network)
            .AddSourceResilience();
        var client = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
        return CoinMarketCapSource.Keyless(client, MarketMode.Live, TimeProvider.System);
    }

    private async Task<Quote> ReadLabelledAsync(MarketMode mode, string? label)
    {
        _network.Answer(
            TickerPath,
            """{"price": "64000", "time": "2026-11-21T12:00:00Z"}""",
            change: response => response.Headers.Add(SimulatedMarketGuard.Header, label is null ? [] : [label])
        );
        using var guard = new SimulatedMarketGuard(mode) { InnerHandler = _network };
        using var client = new HttpClient(guard) { BaseAddress = new Uri("http://market.test") };
        return await ReadAsync(new CoinbaseSource(client, mode, TimeProvider.System));
    }

    private static async Task<Quote> ReadAsync(IQuoteSource source) =>
        (await source.ReadQuoteAsync(Symbol.BtcUsd, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)).Quote;
}
