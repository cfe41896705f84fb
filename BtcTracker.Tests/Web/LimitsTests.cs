using System.Net;
using BtcTracker.Web.Hosting;

namespace BtcTracker.Tests.Web;

/// <summary>The rate that the site holds its clients to, over real sockets: in memory no client has an address.</summary>
[Trait("Level", "Web")]
public sealed class LimitsTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int Burst = 20;

    private static readonly Dictionary<string, string> OneRequestASecond = new()
    {
        ["Limits:RequestsPerMinute"] = "60",
        ["Limits:Burst"] = $"{Burst}",
        ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_with_too_many_requests_is_answered_with_when_to_retry()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: OneRequestASecond);
        using var client = site.CreateSocketClient();

        var refused = await AskUntilRefusedAsync(client, "192.0.2.1");

        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Contains("asks too often", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_can_read_that_it_asks_too_often()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: OneRequestASecond);
        using var client = site.CreateSocketClient();
        client.DefaultRequestHeaders.Add("Origin", "https://example.org");

        var refused = await AskUntilRefusedAsync(client, "192.0.2.1");

        Assert.Equal("*", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Retry-After", Assert.Single(refused.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_clients_haste_costs_no_other_client_and_no_health_check()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: OneRequestASecond);
        using var client = site.CreateSocketClient();
        await AskUntilRefusedAsync(client, "192.0.2.1");

        using var other = await AskAsync(client, "192.0.2.2");
        using var health = await AskAsync(client, "192.0.2.1", "/alive");

        Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_client_of_version_6_does_not_escape_by_another_address_of_its_network()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: OneRequestASecond);
        using var client = site.CreateSocketClient();
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"2001:db8::{++number:x}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Nobody_who_is_no_trusted_proxy_may_say_who_the_client_is()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string>(OneRequestASecond) { ["Forwarding:TrustedProxies"] = "10.0.0.0/16" }
        );
        using var client = site.CreateSocketClient();
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"192.0.2.{++number}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    /// <summary>
    /// As a deployment has it, by the variable <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>: the load balancer adds the address that it saw.
    /// </summary>
    [Fact]
    public async Task Behind_a_load_balancer_the_last_address_counts_whatever_a_client_says_before_it()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string>(OneRequestASecond)
            {
                ["Forwarding:TrustedProxies"] = "",
                ["ForwardedHeaders_Enabled"] = "true",
            }
        );
        using var client = site.CreateSocketClient();
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"192.0.2.{++number}, 203.0.113.7");
        using var other = await AskAsync(client, "192.0.2.1, 203.0.113.8");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Theory]
    [InlineData("Forwarding:TrustedProxies", "ten")]
    [InlineData("Limits:RequestsPerMinute", "1")]
    [InlineData("Limits:Streams", "-1")]
    [InlineData("Limits:StreamsPerClient", "0")]
    [InlineData("Draining:Time", "-00:00:01")]
    [InlineData("Draining:Time", "00:02:00")]
    public async Task A_wrong_limit_ends_the_start_with_its_name(string key, string value)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = WebApp.Build([
                $"--{key}={value}",
                $"--AWS_ENDPOINT_URL_DYNAMODB={fixture.Endpoint}",
                "--urls=http://127.0.0.1:0",
                "--applicationName=BtcTracker.Web",
            ]);
            await app.StartAsync(Cancellation);
        });

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskUntilRefusedAsync(HttpClient client, string address) =>
        AskUntilRefusedAsync(client, () => address);

    private static async Task<HttpResponseMessage> AskUntilRefusedAsync(HttpClient client, Func<string> address)
    {
        // A machine that is slow gives the bucket time to fill again.
        for (var request = 0; request < 20 * Burst; request++)
        {
            var response = await AskAsync(client, address());
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return response;
            }
        }

        Assert.Fail("No request was refused.");
        throw new InvalidOperationException();
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string forwardedFor, string path = "/api/v1/stats")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        return await client.SendAsync(request, Cancellation);
    }
}
