using System.Globalization;
using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class BitstampBodyTests
{
    [Theory]
    [InlineData("written/bitstamp.ohlc.json", 1_772_600_400, 1_772_604_000, "70111.11 70222.20 70000.01 70123.40", "0.98765432")]
    [RecordedInlineData(
        "recorded/bitstamp.ohlc.recorded-2026-09-27.json",
        1_790_503_200,
        1_790_506_800,
        "84918.88 85089.89 84791.70 84865.17",
        "7.22360728"
    )]
    public void Strings_become_candles_digit_for_digit(string body, long first, long second, string firstPrices, string secondVolume)
    {
        var candles = Read(VendorBodies.Read(body));

        Assert.Equal([first, second], candles.Select(candle => candle.OpenTime.ToUnixTimeSeconds()));
        Assert.Equal(
            firstPrices,
            string.Create(CultureInfo.InvariantCulture, $"{candles[0].Open} {candles[0].High} {candles[0].Low} {candles[0].Close}")
        );
        Assert.Equal(secondVolume, candles[1].Volume?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(
            ("BTC", 1, CandleRank.Exchange, "bitstamp"),
            (candles[1].VolumeUnit, candles[1].N, candles[1].Rank, candles[1].Source)
        );
    }

    [Fact]
    public void A_row_in_which_nothing_traded_is_no_candle() =>
        Assert.Empty(
            Read("""{"data":{"ohlc":[{"timestamp":"1790503200","open":"1","high":"1","low":"1","close":"1","volume":"0.00000000"}]}}""")
        );

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, SourceFailure.AddressLimit)]
    [InlineData(HttpStatusCode.NotFound, SourceFailure.BadRequest)]
    [InlineData(HttpStatusCode.ServiceUnavailable, SourceFailure.Server)]
    public void A_status_gives_the_kind_of_failure_and_the_body_its_text(HttpStatusCode status, SourceFailure failure)
    {
        var exception = Assert.Throws<SourceException>(() => Read("""{"status": "error", "reason": "Not so fast."}""", status));

        Assert.Equal(failure, exception.Failure);
        Assert.EndsWith("Not so fast.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"ohlc":[{"timestamp":"1790503200","open":"1","high":"1","low":"1","volume":"1"}]}}""")]
    [InlineData("""{"data":{"ohlc":[{"timestamp":"soon","open":"1","high":"1","low":"1","close":"1","volume":"1"}]}}""")]
    public void Garbage_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(body)).Failure);

    private static IReadOnlyList<Candle> Read(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        BitstampParser.ToCandles(new SourceResponse(status, body), Symbol.BtcUsd, Interval.OneHour, "bitstamp");
}
