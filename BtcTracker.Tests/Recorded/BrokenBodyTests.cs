using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>Whatever a source answers, it is a reading or a failure of the source, never the end of ingest.</summary>
[Trait("Level", "Recorded")]
public sealed class BrokenBodyTests
{
    private const int Changes = 3_000;

    private static readonly string[] Junk =
    [
        "null",
        "{}",
        "[]",
        "\"\"",
        "\"\\ud800\"",
        "-1",
        "1e400",
        "1e-400",
        "79228162514264337593543950336",
        "true",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59+14:00\"",
        "}",
        ",",
        "\\",
    ];

    [Theory]
    [InlineData("written/quotes-latest.v2.id.one-line.json")]
    [InlineData("written/quotes-latest.v3.short.json")]
    [InlineData("written/quotes-latest.v2.symbol.json")]
    [InlineData("written/error-1001.json")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.raw.json")]
    [RecordedInlineData("recorded/quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json")]
    [RecordedInlineData("recorded/quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [RecordedInlineData("recorded/error-1001.json")]
    public void A_CoinMarketCap_body_changed_anywhere_is_a_reading_or_a_failure(string body) =>
        EveryChange(
            VendorBodies.Read(body),
            answer => CoinMarketCapParser.ToQuote(answer, Symbol.BtcUsd, DateTimeOffset.UnixEpoch, "coinmarketcap")
        );

    [Fact]
    public void A_ticker_changed_anywhere_is_a_reading_or_a_failure() =>
        EveryChange(
            """{"ask":"63801.1","bid":"63800.78","trade_id":620,"price":"63800.78","time":"2024-03-05T23:59:59.912345Z"}""",
            answer => CoinbaseParser.ToQuote(answer, Symbol.BtcUsd, DateTimeOffset.UnixEpoch, "coinbase")
        );

    [Theory]
    [InlineData("written/coinbase-exchange.candles.3600.json")]
    [RecordedInlineData("recorded/coinbase-exchange.candles.3600.2024-03-05.json")]
    public void Candles_changed_anywhere_are_candles_or_a_failure(string body) =>
        EveryChange(VendorBodies.Read(body), answer => CoinbaseParser.ToCandles(answer, Symbol.BtcUsd, Interval.OneHour, "coinbase"));

    [Fact]
    public void A_half_of_a_surrogate_pair_is_a_failure()
    {
        Assert.Equal(SourceFailure.InvalidBody, FailureOf("""{"status": {"error_code": 0}, "data": [{"id": "\ud800"}]}"""));
        Assert.Equal(SourceFailure.InvalidBody, FailureOf("""{"status": {"error_code": "\ud800"}, "data": []}"""));
        Assert.Equal(SourceFailure.InvalidBody, FailureOf("""{"st\ud800tus": 1, "data": []}"""));
    }

    private static SourceFailure FailureOf(string body) =>
        Assert
            .Throws<SourceException>(() =>
                CoinMarketCapParser.ToQuote(
                    new SourceResponse(HttpStatusCode.OK, body),
                    Symbol.BtcUsd,
                    DateTimeOffset.UnixEpoch,
                    "coinmarketcap"
                )
            )
            .Failure;

    /// <summary>Cuts the body, and puts junk in place of a piece of it, at places that are the same every time.</summary>
    private static void EveryChange(string body, Action<SourceResponse> read)
    {
        var random = new Random(21);
        for (var change = 0; change < Changes; change++)
        {
            var at = random.Next(body.Length);
            var end = Math.Min(body.Length, at + random.Next(24));
            var changed = change % 10 == 0 ? body[..at] : body[..at] + Junk[change % Junk.Length] + body[end..];
            var thrown = Record.Exception(() => read(new SourceResponse(HttpStatusCode.OK, changed)));
            Assert.True(thrown is null or SourceException, $"{Around(changed, at)} gives {thrown}");
        }

        foreach (var junk in Junk)
        {
            EveryValue(body, junk, read);
        }
    }

    /// <summary>Puts junk in place of each value.</summary>
    private static void EveryValue(string body, string junk, Action<SourceResponse> read)
    {
        for (var colon = body.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = body.IndexOf(':', colon + 1))
        {
            var end = body.IndexOfAny([',', '}', ']'], colon);
            var changed = body[..(colon + 1)] + junk + (end < 0 ? "" : body[end..]);
            var thrown = Record.Exception(() => read(new SourceResponse(HttpStatusCode.OK, changed)));
            Assert.True(thrown is null or SourceException, $"{Around(changed, colon)} gives {thrown}");
        }
    }

    private static string Around(string body, int at) => body[Math.Max(0, at - 40)..Math.Min(body.Length, at + 60)];
}
