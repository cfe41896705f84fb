using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinMarketCapKeyTests
{
    [Theory]
    [InlineData("written/key-info.month.json", 15_000, 13_766, 30)]
    [InlineData("written/key-info.day-and-month.json", 15_000, 12_655, 30)]
    [RecordedInlineData("recorded/key-info.documented-example.json", 120_000, 119_999, 60)]
    [RecordedInlineData("recorded/key-info.sandbox-2021.json", 120_000, 44_168, 60)]
    public void The_plan_is_read_from_a_body(string body, long limit, long left, int perMinute) =>
        Assert.Equal(new KeyInfo(limit, left, perMinute), Read(VendorBodies.Read(body)));

    [Fact]
    public void What_a_plan_does_not_contain_is_null() => Assert.Equal(new KeyInfo(null, null, null), Read("""{"data": {"plan": {}}}"""));

    [Theory]
    [InlineData("written/error-1001.json", 401, SourceFailure.KeyRefused)]
    [InlineData("written/error-500.json", 500, SourceFailure.Server)]
    [RecordedInlineData("recorded/error-1001.json", 401, SourceFailure.KeyRefused)]
    [RecordedInlineData("recorded/error-500.json", 500, SourceFailure.Server)]
    public void An_error_is_a_failure(string body, int status, SourceFailure failure) =>
        Assert.Equal(failure, Assert.Throws<SourceException>(() => Read(VendorBodies.Read(body), status)).Failure);

    [Theory]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    public void Garbage_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(body)).Failure);

    private static KeyInfo Read(string body, int status = 200) => CoinMarketCapKey.ToInfo(new SourceResponse((HttpStatusCode)status, body));
}
