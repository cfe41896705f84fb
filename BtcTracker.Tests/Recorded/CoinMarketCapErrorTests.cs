using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

[Trait("Level", "Recorded")]
public sealed class CoinMarketCapErrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 31, 23, 58, 20, TimeSpan.Zero);
    private static readonly DateTimeOffset NewYear = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The vendor's table.
    private static readonly Dictionary<int, SourceFailure> Failures = new()
    {
        [1001] = SourceFailure.KeyRefused,
        [1002] = SourceFailure.KeyRefused,
        [1003] = SourceFailure.KeyRefused,
        [1004] = SourceFailure.KeyRefused,
        [1005] = SourceFailure.KeyRefused,
        [1006] = SourceFailure.KeyRefused,
        [1007] = SourceFailure.KeyRefused,
        [1008] = SourceFailure.MinuteLimit,
        [1009] = SourceFailure.DayCredits,
        [1010] = SourceFailure.MonthCredits,
        [1011] = SourceFailure.AddressLimit,
        [400] = SourceFailure.BadRequest,
        [500] = SourceFailure.Server,
    };

    /// <summary>Every error of the table, in each set of bodies.</summary>
    public static TheoryData<string, int> Errors { get; } =
        new(VendorBodies.Sets.SelectMany(set => Failures.Keys.Select(code => (set.Data, code))));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_error_of_the_vendors_table_is_known_by_its_code(string set, int code)
    {
        var failure = Failures[code];
        var (status, body) = BodyOf(set, code);

        Assert.Equal(failure, FailureOf(body, status));
        Assert.Equal(failure, FailureOf(body, HttpStatusCode.OK));
        Assert.Equal(
            failure,
            FailureOf(body.Replace($"\"error_code\": {code}", $"\"error_code\": \"{code}\"", StringComparison.Ordinal), HttpStatusCode.OK)
        );
    }

    [Theory]
    [InlineData(VendorBodies.Written, "CoinMarketCap returned 401, error 1001: The key is not valid.")]
    [RecordedInlineData(VendorBodies.Recorded, "CoinMarketCap returned 401, error 1001: This API Key is invalid.")]
    public void The_message_of_an_error_says_what_the_vendor_said(string set, string expected)
    {
        var (status, body) = BodyOf(set, 1001);

        var message = Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Message;

        Assert.Equal(expected, message);
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

    /// <summary>
    /// Errors, what a <c>Retry-After</c> says, and when the next call is due after <see cref="Now"/>; in each set of bodies.
    /// </summary>
    public static TheoryData<string, int, int?, string?> Pauses { get; } =
        new(
            VendorBodies.Sets.SelectMany(set =>
                new (int, int?, string?)[]
                {
                    (1001, null, null),
                    (1005, null, null),
                    (1008, null, "2026-12-31T23:59:00Z"),
                    (1008, 90, "2026-12-31T23:59:50Z"),
                    (1009, null, "2027-01-01T00:00:00Z"),
                    (1010, null, "2027-01-01T00:00:00Z"),
                    (1011, null, "2026-12-31T23:59:20Z"),
                    (400, null, "2026-12-31T23:58:22Z"),
                    (500, null, "2026-12-31T23:58:22Z"),
                    (500, 30, "2026-12-31T23:58:50Z"),
                }.Select(row => (set.Data, row.Item1, row.Item2, row.Item3))
            )
        );

    [Theory]
    [MemberData(nameof(Pauses))]
    public void A_source_is_not_called_for_as_long_as_the_table_says(string set, int code, int? retryAfter, string? nextCall)
    {
        var (status, body) = BodyOf(set, code);
        var standing = new SourceBreaker(new ManualTimeProvider(Now));
        var answer = new SourceResponse(status, body, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        standing.Failed(Assert.Throws<SourceException>(() => CoinMarketCapParser.ToQuote(answer, default, default, "test")));

        Assert.False(standing.MayCall);
        Assert.Equal(nextCall is null ? DateTimeOffset.MaxValue : DateTimeOffset.Parse(nextCall, null), standing.NextCall);
    }

    [Fact]
    public void A_months_credits_come_back_with_the_next_month()
    {
        var standing = new SourceBreaker(new ManualTimeProvider(Now.AddDays(-10)));

        standing.Failed(new SourceException(SourceFailure.MonthCredits, "used up"));

        Assert.Equal(NewYear, standing.NextCall);
    }

    private static SourceFailure FailureOf(string body, HttpStatusCode status) =>
        Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body, status)).Failure;

    /// <summary>An error's body, and the status that it comes with.</summary>
    internal static (HttpStatusCode Status, string Body) BodyOf(string set, int code)
    {
        using var index = JsonDocument.Parse(VendorBodies.Read($"{set}/errors.index.json"));
        var entry = index.RootElement.EnumerateArray().Single(error => error.GetProperty("error_code").GetInt32() == code);
        var body = VendorBodies.Read($"{set}/{entry.GetProperty("file").GetString()}");
        return ((HttpStatusCode)entry.GetProperty("http_status").GetInt32(), body);
    }
}
