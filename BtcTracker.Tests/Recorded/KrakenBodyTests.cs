using System.Globalization;
using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class KrakenBodyTests
{
    /// <summary>A ticker in the documented shape.</summary>
    public const string Ticker =
        """{"error":[],"result":{"XXBTZUSD":{"a":["63801.10000","1","1.000"],"b":["63800.70000","2","2.000"],"c":["63800.80000","0.00100000"],"v":["120.1","2410.5"]}}}""";

    private static readonly DateTimeOffset Answered = new(2026, 11, 21, 12, 0, 1, TimeSpan.Zero);

    [Theory]
    [InlineData("written/kraken.ohlc.json", 1_772_600_400, "70110.0 70220.2 70001.1 70120.5", "8.76543210")]
    [RecordedInlineData("recorded/kraken.ohlc.gocryptotrader-test.json", 1_672_531_200, "49500.0 49600.0 49400.0 49550.0", "10.5")]
    public void The_finished_rows_of_a_body_become_candles_and_the_last_one_is_left_out(
        string body,
        long openTime,
        string prices,
        string volume
    )
    {
        var candle = Assert.Single(ReadCandles(VendorBodies.Read(body)));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(openTime), candle.OpenTime);
        Assert.Equal(prices, string.Create(CultureInfo.InvariantCulture, $"{candle.Open} {candle.High} {candle.Low} {candle.Close}"));
        Assert.Equal(volume, candle.Volume?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(("BTC", 1, CandleRank.Exchange, "kraken"), (candle.VolumeUnit, candle.N, candle.Rank, candle.Source));
    }

    [Fact]
    public void A_row_in_which_nothing_traded_is_no_candle() =>
        Assert.Empty(
            ReadCandles(
                """{"error":[],"result":{"XXBTZUSD":[[1672531200,"1","1","1","1","0.0","0.00000000",0],[1672531260,"1","1","1","1","1","5",1]],"last":1672531200}}"""
            )
        );

    [Fact]
    public void A_ticker_becomes_a_quote_with_the_last_trades_price_as_of_the_answer()
    {
        var quote = ReadTicker(Ticker);

        Assert.Equal((63800.8m, Answered, "kraken"), (quote.Price, quote.AsOf, quote.Source));
        Assert.Null(quote.Volume24h);
    }

    [Theory]
    [InlineData("EAPI:Rate limit exceeded", SourceFailure.AddressLimit)]
    [InlineData("EGeneral:Too many requests", SourceFailure.AddressLimit)]
    [InlineData("EService:Throttled: 1700000000", SourceFailure.AddressLimit)]
    [InlineData("EService:Unavailable", SourceFailure.Server)]
    [InlineData("EQuery:Unknown asset pair", SourceFailure.BadRequest)]
    [InlineData("EGeneral:Invalid arguments", SourceFailure.BadRequest)]
    public void An_error_with_status_200_is_a_failure_of_its_kind(string error, SourceFailure failure)
    {
        var exception = Assert.Throws<SourceException>(() => ReadTicker($$"""{"error":["{{error}}"]}"""));

        Assert.Equal(failure, exception.Failure);
        Assert.Contains(error, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_no_error() =>
        Assert.Equal(63800.8m, ReadTicker(Ticker.Replace("[],", "[\"WDatabase:slow\"],", StringComparison.Ordinal)).Price);

    [Theory]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    [InlineData("""{"error":[],"result":{}}""")]
    [InlineData("""{"error":[],"result":{"XXBTZUSD":{"c":[]}}}""")]
    [InlineData("""{"error":[],"result":{"XXBTZUSD":{"c":["64,231.5"]}}}""")]
    [InlineData("""{"error":[],"result":{"XXBTZUSD":[[1672531200,"1","1"]]}}""")]
    public void Garbage_is_a_failure(string body)
    {
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => ReadTicker(body)).Failure);
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => ReadCandles(body)).Failure);
    }

    [Fact]
    public void A_status_of_failure_is_one_whatever_the_body() =>
        Assert.Equal(
            SourceFailure.Server,
            Assert.Throws<SourceException>(() => ReadTicker("<html>bad gateway</html>", HttpStatusCode.BadGateway)).Failure
        );

    private static Quote ReadTicker(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        KrakenParser.ToQuote(new SourceResponse(status, body, RespondedAt: Answered), Symbol.BtcUsd, DateTimeOffset.UnixEpoch, "kraken");

    private static IReadOnlyList<Candle> ReadCandles(string body) =>
        KrakenParser.ToCandles(new SourceResponse(HttpStatusCode.OK, body), Symbol.BtcUsd, Interval.FiveMinutes, "kraken");
}
