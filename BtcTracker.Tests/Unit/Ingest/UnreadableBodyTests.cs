using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What is logged of a body that cannot be used says what is missing, and in which vendor's words.</summary>
[Trait("Level", "Unit")]
public sealed class UnreadableBodyTests
{
    [Theory]
    [InlineData("""{"data": {}}""", "The body has no data for Bitcoin.")]
    [InlineData("""{"data": {"1": {"id": 2, "quote": {"USD": {"price": 1}}}}}""", "The body has no data for Bitcoin.")]
    [InlineData("""{"data": {"1": {"id": 1}}}""", "The body has no quote in US dollars.")]
    [InlineData("""{"data": [{"id": 1, "quote": [{"symbol": "EUR", "id": 2781}]}]}""", "The body has no quote in US dollars.")]
    [InlineData("""{"data": [{"id": 1, "quote": [{"id": 2790, "price": 1}]}]}""", "The body has no quote in US dollars.")]
    [InlineData("""{"data": [{"id": 1, "quote": {"USD": {"price": 1}}}]}""", "The body has no time for its price.")]
    [InlineData("""{"data": [{"id": 1, "last_updated": "2026-11-21", "quote": {"USD": {"prize": 1}}}]}""", "The body has no price.")]
    public void CoinMarketCaps_body(string body, string message) =>
        AssertInvalid(
            message,
            () => CoinMarketCapParser.ToQuote(Response(body), Symbol.BtcUsd, IngestParts.Noon, SourceNames.CoinMarketCap)
        );

    [Theory]
    [InlineData("""{"price": "1"}""", "The ticker has no time for its price.")]
    [InlineData("""{"time": "2026-11-21T12:00:00Z"}""", "The ticker has no price.")]
    public void Coinbases_ticker(string body, string message) =>
        AssertInvalid(message, () => CoinbaseParser.ToQuote(Response(body), Symbol.BtcUsd, IngestParts.Noon, SourceNames.Coinbase));

    [Theory]
    [InlineData("{}", "The body is not a list of candles; it begins with '{}'.")]
    [InlineData("[5]", "A row 5 is not a candle.")]
    [InlineData("[[1709679600, 1, 2, 3, 4]]", "A row [1709679600, 1, 2, 3, 4] is not a candle.")]
    [InlineData("""[["x", 1, 2, 3, 4, 5]]""", "time \"x\" is not a number.")]
    [InlineData("""[[1709679600, "x", 2, 3, 4, 5]]""", "low \"x\" is not a number.")]
    [InlineData("""[[1709679600, 1, 2, 3, 4, "x"]]""", "volume \"x\" is not a number.")]
    public void Coinbases_candles(string body, string message) =>
        AssertInvalid(message, () => CoinbaseParser.ToCandles(Response(body), Symbol.BtcUsd, Interval.OneHour, SourceNames.Coinbase));

    [Theory]
    [InlineData("""{"error": [], "result": 5}""", "The ticker has no last trade.")]
    [InlineData("""{"error": [], "result": {"last": 5}}""", "The ticker has no last trade.")]
    [InlineData("""{"error": [], "result": {"XXBTZUSD": {"c": "1"}}}""", "The ticker has no last trade.")]
    [InlineData("""{"error": [], "result": {"XXBTZUSD": {"c": ["1"]}}}""", "The time of the ticker's response is unknown.")]
    public void Krakens_ticker(string body, string message) =>
        AssertInvalid(message, () => KrakenParser.ToQuote(Response(body), Symbol.BtcUsd, IngestParts.Noon, SourceNames.Kraken));

    [Fact]
    public void Krakens_candles() =>
        AssertInvalid(
            """The body has no list of candles; it begins with '{"error": [], "result": {"last": 5}}'.""",
            () =>
                KrakenParser.ToCandles(
                    Response("""{"error": [], "result": {"last": 5}}"""),
                    Symbol.BtcUsd,
                    Interval.OneHour,
                    SourceNames.Kraken
                )
        );

    [Theory]
    [InlineData("""{"data": {"ohlc": {}}}""", """The body has no list of candles; it begins with '{"data": {"ohlc": {}}}'.""")]
    [InlineData("""{"data": {"ohlc": [{"open": "1"}]}}""", """A row {"open": "1"} has no timestamp.""")]
    [InlineData("""{"data": {"ohlc": [{"timestamp": "1"}]}}""", """A row {"timestamp": "1"} has no open.""")]
    public void Bitstamps_candles(string body, string message) =>
        AssertInvalid(message, () => BitstampParser.ToCandles(Response(body), Symbol.BtcUsd, Interval.OneHour, SourceNames.Bitstamp));

    [Fact]
    public void An_error_in_place_of_Krakens_candles_is_a_failure_of_its_kind() =>
        Assert.Equal(
            SourceFailure.AddressLimit,
            Assert
                .Throws<SourceException>(() =>
                    KrakenParser.ToCandles(
                        Response("""{"error": ["EAPI:Rate limit exceeded"]}"""),
                        Symbol.BtcUsd,
                        Interval.OneHour,
                        SourceNames.Kraken
                    )
                )
                .Failure
        );

    [Fact]
    public void An_exchanges_error_is_reported_with_its_name_its_status_and_its_words()
    {
        AssertFailed(
            "Coinbase returned 503: Down.",
            () => CoinbaseParser.ToQuote(Unavailable("message"), Symbol.BtcUsd, IngestParts.Noon, SourceNames.Coinbase)
        );
        AssertFailed(
            "Coinbase returned 503: Down.",
            () => CoinbaseParser.ToCandles(Unavailable("message"), Symbol.BtcUsd, Interval.OneHour, SourceNames.Coinbase)
        );
        AssertFailed(
            "Bitstamp returned 503: Down.",
            () => BitstampParser.ToCandles(Unavailable("reason"), Symbol.BtcUsd, Interval.OneHour, SourceNames.Bitstamp)
        );

        static SourceResponse Unavailable(string field) => new(HttpStatusCode.ServiceUnavailable, $$"""{"{{field}}": "Down."}""");

        static void AssertFailed(string message, Func<object?> read)
        {
            var error = Assert.Throws<SourceException>(read);

            Assert.Equal(SourceFailure.Server, error.Failure);
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_coins_time_and_then_the_responses_replace_a_price_without_one()
    {
        Assert.Equal(
            At(2),
            ReadTime(
                """{"status": {"timestamp": "2026-11-03"}, "data": [{"id": 1, "last_updated": "2026-11-02", "quote": {"USD": {"price": 1}}}]}"""
            )
        );
        Assert.Equal(At(3), ReadTime("""{"status": {"timestamp": "2026-11-03"}, "data": [{"id": 1, "quote": {"USD": {"price": 1}}}]}"""));

        static DateTimeOffset At(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

        static DateTimeOffset ReadTime(string body) =>
            CoinMarketCapParser.ToQuote(Response(body), Symbol.BtcUsd, IngestParts.Noon, SourceNames.CoinMarketCap).AsOf;
    }

    private static SourceResponse Response(string body) => new(HttpStatusCode.OK, body);

    private static void AssertInvalid(string message, Func<object?> read)
    {
        var error = Assert.Throws<SourceException>(read);

        Assert.Equal((SourceFailure.InvalidBody, message), (error.Failure, error.Message));
    }
}
