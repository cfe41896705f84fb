using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinMarketCapKeyTests
{
    [Theory]
    [InlineData("key-info.documented-example.json", 119_999)]
    [InlineData("key-info.sandbox-2021.json", 44_168)]
    public void The_plan_is_read_from_recorded_bodies(string file, long left) =>
        Assert.Equal(new KeyInfo(120_000, left, 60), Read(File.ReadAllText(RepositoryPaths.Fixture(file))));

    [Fact]
    public void What_a_plan_does_not_tell_is_null() =>
        Assert.Equal(new KeyInfo(null, null, null), Read("""{"data": {"plan": {}}}"""));

    [Theory]
    [InlineData("error-1001.json", 401, SourceFailure.KeyRefused)]
    [InlineData("error-500.json", 500, SourceFailure.Server)]
    public void An_error_is_a_failure(string file, int status, SourceFailure failure) =>
        Assert.Equal(failure, Assert.Throws<SourceException>(() => Read(File.ReadAllText(RepositoryPaths.Fixture(file)), status)).Failure);

    [Theory]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    public void Garbage_is_a_failure(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => Read(body)).Failure);

    private static KeyInfo Read(string body, int status = 200) => CoinMarketCapKey.ToInfo(new SourceAnswer((HttpStatusCode)status, body));
}
