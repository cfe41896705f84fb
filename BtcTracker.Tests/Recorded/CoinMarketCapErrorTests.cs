using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinMarketCapErrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 31, 23, 58, 20, TimeSpan.Zero);
    private static readonly DateTimeOffset NewYear = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Codes { get; } = [400, 500, .. Enumerable.Range(1001, 11)];

    [Theory]
    [InlineData(1001, SourceFailure.KeyRefused)]
    [InlineData(1002, SourceFailure.KeyRefused)]
    [InlineData(1003, SourceFailure.KeyRefused)]
    [InlineData(1004, SourceFailure.KeyRefused)]
    [InlineData(1005, SourceFailure.KeyRefused)]
    [InlineData(1006, SourceFailure.KeyRefused)]
    [InlineData(1007, SourceFailure.KeyRefused)]
    [InlineData(1008, SourceFailure.MinuteLimit)]
    [InlineData(1009, SourceFailure.DayCredits)]
    [InlineData(1010, SourceFailure.MonthCredits)]
    [InlineData(1011, SourceFailure.AddressLimit)]
    [InlineData(400, SourceFailure.BadRequest)]
    [InlineData(500, SourceFailure.Server)]
    public void Every_error_of_the_vendors_table_is_known_by_its_code(int code, SourceFailure failure)
    {
        var (status, body) = Recorded(code);

        Assert.Equal(failure, FailureOf(body, status));
        Assert.Equal(failure, FailureOf(body, HttpStatusCode.OK));
        Assert.Equal(failure, FailureOf(body.Replace($"\"error_code\": {code}", $"\"error_code\": \"{code}\"", StringComparison.Ordinal), HttpStatusCode.OK));
    }

    [Fact]
    public void The_message_of_an_error_says_what_the_vendor_said()
    {
        var (status, body) = Recorded(1001);

        var message = Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Message;

        Assert.Equal("CoinMarketCap answered 401, error 1001: This API Key is invalid.", message);
    }

    [Theory]
    [InlineData("""{"status": {"error_code": 1022, "error_message": "slow"}}""", 429, SourceFailure.AddressLimit)]
    [InlineData("""{"status": {"error_code": 4242}}""", 200, SourceFailure.Server)]
    [InlineData("""{"status": {"error_code": "broken"}}""", 200, SourceFailure.Server)]
    [InlineData("{}", 401, SourceFailure.KeyRefused)]
    [InlineData("<html>Too many requests</html>", 429, SourceFailure.AddressLimit)]
    [InlineData("<html>Bad gateway</html>", 502, SourceFailure.Server)]
    [InlineData("", 301, SourceFailure.Server)]
    public void An_error_without_a_known_code_is_known_by_its_status(string body, int status, SourceFailure failure) =>
        Assert.Equal(failure, FailureOf(body, (HttpStatusCode)status));

    [Theory]
    [InlineData(1001, null, null)]
    [InlineData(1005, null, null)]
    [InlineData(1008, null, "2026-12-31T23:59:00Z")]
    [InlineData(1008, 90, "2026-12-31T23:59:50Z")]
    [InlineData(1009, null, "2027-01-01T00:00:00Z")]
    [InlineData(1010, null, "2027-01-01T00:00:00Z")]
    [InlineData(1011, null, "2026-12-31T23:59:20Z")]
    [InlineData(400, null, "2027-01-01T00:58:20Z")]
    [InlineData(500, null, "2026-12-31T23:58:22Z")]
    [InlineData(500, 30, "2026-12-31T23:58:50Z")]
    public void A_source_is_left_alone_as_long_as_the_table_says(int code, int? retryAfter, string? nextCall)
    {
        var (status, body) = Recorded(code);
        var standing = new SourceStanding(new ManualTimeProvider(Now));
        var answer = new SourceAnswer(status, body, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        standing.Failed(Assert.Throws<SourceException>(() => CoinMarketCapBody.ToQuote(answer, default, default, "test")));

        Assert.False(standing.MayCall);
        Assert.Equal(nextCall is null ? DateTimeOffset.MaxValue : DateTimeOffset.Parse(nextCall, null), standing.NextCall);
    }

    [Fact]
    public void A_months_credits_come_back_with_the_next_month()
    {
        var standing = new SourceStanding(new ManualTimeProvider(Now.AddDays(-10)));

        standing.Failed(new SourceException(SourceFailure.MonthCredits, "used up"));

        Assert.Equal(NewYear, standing.NextCall);
    }

    private static SourceFailure FailureOf(string body, HttpStatusCode status) =>
        Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Failure;

    internal static (HttpStatusCode Status, string Body) Recorded(int code)
    {
        using var index = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Fixture("errors.index.json")));
        var entry = index.RootElement.EnumerateArray().Single(error => error.GetProperty("error_code").GetInt32() == code);
        var body = File.ReadAllText(RepositoryPaths.Fixture(entry.GetProperty("file").GetString()!));
        return ((HttpStatusCode)entry.GetProperty("http_status").GetInt32(), body);
    }
}
