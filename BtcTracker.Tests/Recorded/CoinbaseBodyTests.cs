using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinbaseBodyTests
{
    [Theory]
    [InlineData("written/coinbase-exchange.candles.3600.json", PriceFiles.Generated)]
    [RecordedInlineData("recorded/coinbase-exchange.candles.3600.2024-03-05.json", PriceFiles.Real)]
    public void The_candles_of_a_day_are_the_same_as_its_price_files_hours(string body, string prices)
    {
        var day = new TimeRange(new(2024, 3, 5, 0, 0, 0, TimeSpan.Zero), new(2024, 3, 6, 0, 0, 0, TimeSpan.Zero));
        var expected = ReplayFile
            .Load(PriceFiles.Hours(prices))
            .Hours.Where(hour => day.Contains(hour.OpenTime))
            .Select(hour => hour with { Source = "coinbase" });

        var candles = ReadCandles(VendorBodies.Read(body));

        Assert.Equal(24, candles.Count);
        Assert.Equal(expected, candles);
    }

    [Theory]
    [InlineData("written/coinbase-exchange.error-400-range-too-long.json", "at most 300 are given")]
    [RecordedInlineData("recorded/coinbase-exchange.error-400-too-many-candles.json", "Count of aggregations requested exceeds 300")]
    public void Too_many_candles_are_a_bad_request(string body, string words)
    {
        var exception = Assert.Throws<SourceException>(() => ReadCandles(VendorBodies.Read(body), HttpStatusCode.BadRequest));

        Assert.Equal(SourceFailure.BadRequest, exception.Failure);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("written/coinbase-v2.error-429.json")]
    [RecordedInlineData("recorded/coinbase-v2.error-429.json")]
    public void Too_many_calls_are_an_address_limit(string body) =>
        Assert.Equal(
            SourceFailure.AddressLimit,
            Assert.Throws<SourceException>(() => ReadCandles(VendorBodies.Read(body), HttpStatusCode.TooManyRequests)).Failure
        );

    [Fact]
    public void No_candles_are_no_failure() => Assert.Empty(ReadCandles("[]"));

    [Theory]
    [InlineData("""{"message": "hello"}""")]
    [InlineData("<html></html>")]
    [InlineData("[[1709679600, 1, 2, 3]]")]
    [InlineData("[[1709679600, 1, 2, 3, null, 5]]")]
    [InlineData("[[-5, 1, 2, 3, 4, 5]]")]
    [InlineData("[[1709679600, 63271.78, 64445.2, 63444")]
    public void Garbage_in_place_of_candles_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => ReadCandles(body)).Failure);

    [Fact]
    public void A_ticker_becomes_a_quote_with_only_price_and_time()
    {
        const string body =
            """{"ask":"63801.1","bid":"63800.78","volume":"11308.49739724","trade_id":620,"price":"63800.78","size":"0.1","time":"2024-03-05T23:59:59.912345Z"}""";

        var quote = ReadTicker(body);

        Assert.Equal(63800.78m, quote.Price);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 23, 59, 59, TimeSpan.Zero).AddTicks(9_123_450), quote.AsOf);
        Assert.Null(quote.Volume24h);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"price": "63800.78"}""")]
    [InlineData("""{"price": "64,231.5", "time": "2024-03-05T23:59:59Z"}""")]
    [InlineData("""{"price": null, "time": "2024-03-05T23:59:59Z"}""")]
    [InlineData("[]")]
    public void Garbage_in_place_of_a_ticker_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => ReadTicker(body)).Failure);

    private static Quote ReadTicker(string body) =>
        CoinbaseParser.ToQuote(new SourceResponse(HttpStatusCode.OK, body), Symbol.BtcUsd, DateTimeOffset.UnixEpoch, "coinbase");

    private static IReadOnlyList<Candle> ReadCandles(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        CoinbaseParser.ToCandles(new SourceResponse(status, body), Symbol.BtcUsd, Interval.OneHour, "coinbase");
}
