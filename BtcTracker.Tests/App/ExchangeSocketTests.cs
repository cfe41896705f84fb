using System.IO.Compression;
using System.Text;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Recorded;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>The exchanges that the simulated market does not speak, as ingest registers them, over real sockets.</summary>
[Trait("Level", "App")]
public sealed class ExchangeSocketTests : IAsyncLifetime
{
    private const string KrakenTicker = "/0/public/Ticker";
    private const string KrakenCandles = "/0/public/OHLC";
    private const string BitstampCandles = "/api/v2/ohlc/btcusd/";

    private StubServer? _server;
    private IHost? _ingest;

    private StubServer Server => _server!;

    private KrakenSource Kraken => _ingest!.Services.GetRequiredService<KrakenSource>();

    private BitstampSource Bitstamp => _ingest!.Services.GetRequiredService<BitstampSource>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync(Token);

        // Nothing here asks the store.
        _ingest = IngestApp
            .CreateBuilder([
                "--Market:Mode=live",
                "--AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:1",
                $"--{SourceOptions.Kraken}:BaseAddress={Server.Address}",
                $"--{SourceOptions.Bitstamp}:BaseAddress={Server.Address}",
            ])
            .Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Krakens_ticker_is_a_quote_as_of_the_servers_own_time_with_the_body_as_it_came()
    {
        var slot = MarketData.Slot();
        Server.Answer(KrakenTicker, KrakenBodyTests.Ticker, headers: ("Date", "Fri, 20 Nov 2026 12:00:01 GMT"));

        var (quote, body) = await Kraken.ReadQuoteAsync(Symbol.BtcUsd, slot, Token);

        Assert.Equal(
            (63800.8m, "kraken", slot, new DateTimeOffset(2026, 11, 20, 12, 0, 1, TimeSpan.Zero)),
            (quote.Price, quote.Source, quote.Slot, quote.AsOf)
        );
        Assert.Equal(KrakenBodyTests.Ticker, body);
        Assert.Equal([($"{KrakenTicker}?pair=XBTUSD", "BtcTracker/1.0")], Server.Requests);
    }

    [Theory]
    [InlineData("written/kraken.ohlc.json", 1_772_600_400, 70120.5, 8.7654321)]
    [RecordedInlineData("recorded/kraken.ohlc.gocryptotrader-test.json", 1_672_531_200, 49550.0, 10.5)]
    public async Task Krakens_candles_come_without_the_unfinished_row(string body, long first, decimal close, decimal volume)
    {
        Server.Answer(KrakenCandles, Compressed(VendorBodies.Read(body)));
        var from = DateTimeOffset.FromUnixTimeSeconds(first);

        var candles = await Kraken.ReadCandlesAsync(Symbol.BtcUsd, Interval.FiveMinutes, new TimeRange(from, from.AddHours(1)), Token);

        Assert.Equal(
            (from, close, volume, "kraken"),
            candles.Select(candle => (candle.OpenTime, candle.Close, candle.Volume!.Value, candle.Source)).Single()
        );
        Assert.Equal([($"{KrakenCandles}?pair=XBTUSD&interval=5&since={first - 1}", "BtcTracker/1.0")], Server.Requests);
    }

    [Theory]
    [InlineData("written/bitstamp.ohlc.json", 1_772_604_000, 69987.65, 0.98765432)]
    [RecordedInlineData("recorded/bitstamp.ohlc.recorded-2026-09-27.json", 1_790_506_800, 84842.79, 7.22360728)]
    public async Task Bitstamps_candles_are_only_those_of_the_range(string body, long second, decimal close, decimal volume)
    {
        Server.Answer(BitstampCandles, Compressed(VendorBodies.Read(body)));
        var from = DateTimeOffset.FromUnixTimeSeconds(second);

        var candles = await Bitstamp.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, new TimeRange(from, from.AddHours(3)), Token);

        Assert.Equal(
            (from, close, volume, "bitstamp"),
            candles.Select(candle => (candle.OpenTime, candle.Close, candle.Volume!.Value, candle.Source)).Single()
        );
        Assert.Equal([($"{BitstampCandles}?step=3600&limit=3&start={second}", "BtcTracker/1.0")], Server.Requests);
    }

    [Theory]
    [InlineData(429, "{}", SourceFailure.AddressLimit)]
    [InlineData(200, """{"error":["EAPI:Rate limit exceeded"]}""", SourceFailure.AddressLimit)]
    [InlineData(503, "<html>", SourceFailure.Server)]
    [InlineData(200, "<html>", SourceFailure.Unreachable)]
    public async Task What_Kraken_refuses_is_a_failure_with_the_pause_that_it_asks_for(int status, string body, SourceFailure failure)
    {
        Server.Answer(KrakenTicker, body, status, ("Retry-After", "77"));

        var exception = await Assert.ThrowsAsync<SourceException>(() => Kraken.ReadQuoteAsync(Symbol.BtcUsd, MarketData.Slot(), Token));

        Assert.Equal(failure, exception.Failure);
        Assert.Equal(failure is SourceFailure.InvalidBody ? null : TimeSpan.FromSeconds(77), exception.RetryAfter);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData(KrakenTicker)]
    [InlineData(BitstampCandles)]
    public async Task A_body_that_is_cut_is_no_answer_and_is_asked_for_three_times(string path)
    {
        Server.Answer(
            path,
            async context =>
            {
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"error\":[],", Token);
                await context.Response.Body.FlushAsync(Token);
                context.Abort();
            }
        );

        var exception = await Assert.ThrowsAsync<SourceException>(() => AskAsync(path));

        Assert.Equal(SourceFailure.Unreachable, exception.Failure);
        Assert.Equal(3, Server.Requests.Count);
    }

    private async Task AskAsync(string path)
    {
        var now = MarketData.Slot();
        _ =
            path == KrakenTicker
                ? (object)await Kraken.ReadQuoteAsync(Symbol.BtcUsd, now, Token)
                : await Bitstamp.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, new TimeRange(now.AddHours(-3), now), Token);
    }

    // As the vendors answer where a client takes it.
    private static RequestDelegate Compressed(string body) =>
        async context =>
        {
            Assert.Contains("gzip", context.Request.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(body), Token);
        };
}
