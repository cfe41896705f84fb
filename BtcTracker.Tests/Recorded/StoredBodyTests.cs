using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>What is kept of a body still gives its quote, field by field.</summary>
[Trait("Level", "Recorded")]
public sealed class StoredBodyTests
{
    private const string Ticker = """{"ask":"63801.1","price":"63800.78","time":"2024-03-05T23:59:59.912345Z"}""";

    private static readonly DateTimeOffset Slot = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("written/quotes-latest.v2.id.json")]
    [InlineData("written/quotes-latest.v2.id.one-line.json")]
    [InlineData("written/quotes-latest.v2.slug.json")]
    [InlineData("written/quotes-latest.v2.symbol.json")]
    [InlineData("written/quotes-latest.v1.symbol.json")]
    [InlineData("written/quotes-latest.v2.without-status.json")]
    [InlineData("written/quotes-latest.v3.short.json")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.json")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.raw.json")]
    [RecordedInlineData("recorded/quotes-latest.v2.slug.recorded-2022-06-16.json")]
    [RecordedInlineData("recorded/quotes-latest.v2.symbol-array.recorded-2022-06-16.json")]
    [RecordedInlineData("recorded/quotes-latest.v1.symbol.recorded-2024-07-27.json")]
    [RecordedInlineData("recorded/quotes-latest.v2.documented-example.json")]
    [RecordedInlineData("recorded/quotes-latest.v3.minimal-from-third-party-test-2026-09-17.json")]
    public void Every_body_of_CoinMarketCap_proves_its_quote(string file)
    {
        var body = VendorBodies.Read(file);
        var reading = Reading.Of(
            CoinMarketCapParser.ToQuote(new SourceResponse(HttpStatusCode.OK, body), Symbol.BtcUsd, Slot, SourceNames.CoinMarketCap),
            body
        );

        Assert.DoesNotContain("\"tags\"", reading.Body!, StringComparison.Ordinal);
        AssertProves(reading);
    }

    [Fact]
    public void Coinbases_ticker_proves_its_quote_and_is_kept_whole()
    {
        var reading = Reading.Of(
            CoinbaseParser.ToQuote(new SourceResponse(HttpStatusCode.OK, Ticker), Symbol.BtcUsd, Slot, "demo:coinbase"),
            Ticker
        );

        Assert.Equal(Ticker, reading.Body);
        AssertProves(reading);
    }

    [Fact]
    public void Krakens_ticker_proves_its_quote_with_the_time_of_the_answer()
    {
        var answer = new SourceResponse(HttpStatusCode.OK, KrakenBodyTests.Ticker, RespondedAt: Slot.AddSeconds(1));

        AssertProves(Reading.Of(KrakenParser.ToQuote(answer, Symbol.BtcUsd, Slot, SourceNames.Kraken), answer.Body));
    }

    [Fact]
    public void A_body_too_long_to_be_kept_leaves_its_quote()
    {
        var body = Ticker.Replace("63801.1", new string('1', Reading.LongestBody), StringComparison.Ordinal);
        var reading = Reading.Of(
            CoinbaseParser.ToQuote(new SourceResponse(HttpStatusCode.OK, body), Symbol.BtcUsd, Slot, SourceNames.Coinbase),
            body
        );

        Assert.Null(reading.Body);
        Assert.Equal(63800.78m, reading.Quote.Price);
    }

    private static void AssertProves(Reading reading)
    {
        var raw = new RawReading(reading.Quote.Symbol, reading.Quote.Slot, reading.Quote.Source, reading.Body!);

        Assert.Equal(reading.Quote, StoredBodies.ToQuote(raw, reading.Quote.AsOf));
    }
}
