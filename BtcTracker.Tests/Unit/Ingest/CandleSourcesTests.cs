using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Coinbase, Bitstamp and Kraken as one source of candles, on a network that a test makes.</summary>
[Trait("Level", "Unit")]
public sealed class CandleSourcesTests : IDisposable
{
    private const string Coinbase = "/products/BTC-USD/candles";
    private const string Bitstamp = "/api/v2/ohlc/btcusd/";
    private const string Kraken = "/0/public/OHLC";

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly StubHttp _network = new();
    private readonly CandleSources _sources;

    public CandleSourcesTests()
    {
        var client = _network.CreateClient();
        _sources = new CandleSources(
            [
                new CoinbaseSource(client, MarketMode.Live, _clock),
                new BitstampSource(client, MarketMode.Live, _clock),
                new KrakenSource(client, MarketMode.Live, _clock),
            ],
            IngestParts.Metrics(),
            _clock,
            NullLogger<CandleSources>.Instance
        );
    }

    private static DateTimeOffset Eleven => IngestParts.Noon.AddHours(-1);

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task The_first_source_that_answers_is_used_whole_and_the_others_are_not_called()
    {
        _network.Answer(Coinbase, $"[[{Eleven.ToUnixTimeSeconds()}, 1, 2, 1, 2, 5]]");

        Assert.Equal(["coinbase"], (await ReadAsync(Eleven)).Select(candle => candle.Source));
        Assert.Single(_network.Requests);
    }

    [Fact]
    public async Task Each_source_replaces_those_before_it_and_gets_requests_in_its_own_form()
    {
        _network.Answer(Coinbase, "{}", HttpStatusCode.TooManyRequests).Answer(Bitstamp, "<html></html>").Answer(Kraken, KrakenHours(2));

        Assert.Equal(["kraken"], (await ReadAsync(Eleven)).Select(candle => candle.Source));
        Assert.Equal($"?step=3600&limit=1&start={Eleven.ToUnixTimeSeconds()}", QueryOf(Bitstamp));
        Assert.Equal($"?pair=XBTUSD&interval=60&since={Eleven.ToUnixTimeSeconds() - 1}", QueryOf(Kraken));
    }

    [Fact]
    public async Task A_source_that_failed_is_not_called_for_as_long_as_it_asks_while_the_next_one_serves()
    {
        _network.Answer(Coinbase, "{}", HttpStatusCode.TooManyRequests).Answer(Bitstamp, BitstampHour("5"));

        await ReadAsync(Eleven);
        await ReadAsync(Eleven);
        Assert.Equal((1, 2), (_network.CountOf(Coinbase), _network.CountOf(Bitstamp)));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await ReadAsync(Eleven);
        Assert.Equal(2, _network.CountOf(Coinbase));
    }

    [Fact]
    public async Task Rejected_candles_are_requested_from_another_source()
    {
        _network.Answer(Coinbase, $"[[{Eleven.ToUnixTimeSeconds()}, 3, 2, 1, 2, 5]]").Answer(Bitstamp, BitstampHour("5"));

        Assert.Equal(["bitstamp"], (await ReadAsync(Eleven)).Select(candle => candle.Source));
    }

    [Fact]
    public async Task Before_Coinbases_listing_only_Bitstamp_is_called()
    {
        _network.Answer(
            Bitstamp,
            """{"data": {"ohlc": [{"timestamp": "1313625600", "open": "10.9", "high": "10.9", "low": "10.9", "close": "10.9", "volume": "0.48"}]}}"""
        );
        Assert.Equal(new DateTimeOffset(2011, 8, 18, 0, 0, 0, TimeSpan.Zero), _sources.Earliest);

        var candles = await _sources.ReadCandlesAsync(
            Symbol.BtcUsd,
            Interval.OneDay,
            new TimeRange(_sources.Earliest, _sources.Earliest.AddDays(300)),
            TestContext.Current.CancellationToken
        );

        Assert.Equal([10.9m], candles.Select(candle => candle.Open));
        Assert.Equal("?step=86400&limit=300&start=1313625600", QueryOf(Bitstamp));
    }

    [Fact]
    public async Task Kraken_is_not_asked_for_more_than_its_newest_720()
    {
        _network.Answer(Coinbase, "[]", HttpStatusCode.BadGateway).Answer(Bitstamp, "{}", HttpStatusCode.BadGateway);

        var failure = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Eleven.AddHours(-720)));

        Assert.Equal(0, _network.CountOf(Kraken));
        Assert.Contains("coinbase:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("bitstamp:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_about_a_whole_request_is_another_sources_turn()
    {
        var start = IngestParts.Noon.AddHours(-300);
        _network.Answer(Coinbase, "[]").Answer(Bitstamp, """{"data": {"ohlc": []}}""").Answer(Kraken, KrakenHours(300));

        Assert.Equal(
            299,
            (
                await _sources.ReadCandlesAsync(
                    Symbol.BtcUsd,
                    Interval.OneHour,
                    new TimeRange(start, IngestParts.Noon),
                    TestContext.Current.CancellationToken
                )
            ).Count
        );
    }

    private static string BitstampHour(string volume) =>
        $$$"""{"data": {"ohlc": [{"timestamp": "{{{Eleven.ToUnixTimeSeconds()}}}", "open": "1", "high": "2", "low": "1", "close": "2", "volume": "{{{volume}}}"}]}}""";

    // The last one is unfinished.
    private static string KrakenHours(int count)
    {
        var rows = Enumerable
            .Range(1 - count, count)
            .Select(hour => $"""[{IngestParts.Noon.AddHours(hour).ToUnixTimeSeconds()},"1","2","1","2","1.5","5",9]""");
        return $$$"""{"error": [], "result": {"XXBTZUSD": [{{{string.Join(',', rows)}}}], "last": 0}}""";
    }

    private string QueryOf(string path) => _network.Requests.Last(request => request.RequestUri!.AbsolutePath == path).RequestUri!.Query;

    private Task<IReadOnlyList<Candle>> ReadAsync(DateTimeOffset hour) =>
        _sources.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, Interval.OneHour.CandleAt(hour), TestContext.Current.CancellationToken);
}
