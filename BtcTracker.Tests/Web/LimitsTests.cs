using System.Net;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>What the site asks of its clients, over real sockets: in memory no client has an address.</summary>
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
    public async Task A_client_that_asks_too_often_is_told_when_to_come_again()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: OneRequestASecond);
        using var client = ClientOf(site);

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
        using var client = ClientOf(site);
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
        using var client = ClientOf(site);
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
        using var client = ClientOf(site);
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"2001:db8::{++number:x}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task A_client_of_version_4_is_the_same_however_its_address_is_written()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:StreamsPerClient"] = "1", ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128" });
        using var client = ClientOf(site);
        using var first = await OpenStreamAsync(client, "192.0.2.1");

        using var second = await OpenStreamAsync(client, "::ffff:192.0.2.1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Nobody_who_is_no_trusted_proxy_may_say_who_the_client_is()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string>(OneRequestASecond) { ["Forwarding:TrustedProxies"] = "10.0.0.0/16" });
        using var client = ClientOf(site);
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"192.0.2.{++number}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    /// <summary>As a deployment has it, by the variable <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>: the load balancer adds the address that it saw.</summary>
    [Fact]
    public async Task Behind_a_load_balancer_the_last_address_counts_whatever_a_client_says_before_it()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string>(OneRequestASecond) { ["Forwarding:TrustedProxies"] = "", ["ForwardedHeaders_Enabled"] = "true" });
        using var client = ClientOf(site);
        var number = 0;

        var refused = await AskUntilRefusedAsync(client, () => $"192.0.2.{++number}, 203.0.113.7");
        using var other = await AskAsync(client, "192.0.2.1, 203.0.113.8");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Fact]
    public async Task A_stream_too_many_is_refused_and_another_fits_in_when_one_has_ended()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:Streams"] = "2" });
        using var client = ClientOf(site);
        using var first = await OpenStreamAsync(client);
        using var second = await OpenStreamAsync(client);

        using var third = await OpenStreamAsync(client);
        first.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Contains("quotes/latest", await third.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var again = await Eventually.GetAsync(() => OpenStreamAsync(client), response => response.StatusCode == HttpStatusCode.OK, Cancellation);
    }

    [Fact]
    public async Task A_client_that_holds_its_streams_gets_no_other_until_one_has_ended_and_leaves_the_rest_to_others()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:StreamsPerClient"] = "2", ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128" });
        using var client = ClientOf(site);
        using var first = await OpenStreamAsync(client, "2001:db8::1");
        using var second = await OpenStreamAsync(client, "2001:db8::2");

        using var third = await OpenStreamAsync(client, "2001:db8::3");
        using var other = await OpenStreamAsync(client, "192.0.2.2");
        second.Dispose();

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (third.StatusCode, other.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(30), third.Headers.RetryAfter!.Delta);
        Assert.Contains("as many live streams as one client may", await third.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var again = await Eventually.GetAsync(() => OpenStreamAsync(client, "2001:db8::4"), response => response.StatusCode == HttpStatusCode.OK, Cancellation);
    }

    [Fact]
    public async Task Whoever_only_looks_at_a_stream_or_is_refused_holds_none()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:StreamsPerClient"] = "1" });
        using var client = ClientOf(site);
        using var looked = await AskStreamAsync(client, HttpMethod.Head, "192.0.2.1");
        var only = await Eventually.GetAsync(() => OpenStreamAsync(client), response => response.StatusCode == HttpStatusCode.OK, Cancellation);
        using var refused = await OpenStreamAsync(client);
        only.Dispose();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (looked.StatusCode, refused.StatusCode));
        using var again = await Eventually.GetAsync(() => OpenStreamAsync(client), response => response.StatusCode == HttpStatusCode.OK, Cancellation);
    }

    [Fact]
    public async Task Any_page_may_read_the_api_and_none_may_write()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        using var preflight = Preflight(HttpMethod.Get);
        using var writing = Preflight(HttpMethod.Post);

        using var allowed = await client.SendAsync(preflight, Cancellation);
        using var refused = await client.SendAsync(writing, Cancellation);
        using var read = await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative), Cancellation);
        using var missing = await client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), Cancellation);

        Assert.Equal("*", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("GET", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Methods") && refused.Headers.GetValues("Access-Control-Allow-Methods").Any(methods => methods.Contains("POST", StringComparison.Ordinal)));
        Assert.All([read, missing], response => Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin"))));
    }

    [Theory]
    [InlineData("/api/v1/stats", "*/*")]
    [InlineData("/api/v1/quotes/latest.csv", "text/html")]
    [InlineData("/badge.svg", "image/svg+xml")]
    [InlineData("/openapi/v1.json", "*/*")]
    public async Task A_method_that_is_not_allowed_is_told_which_are(string address, string accept)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var request = new HttpRequestMessage(HttpMethod.Delete, address) { Headers = { { "Origin", "https://example.org" }, { "Accept", accept } } };

        using var response = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"must be one of {string.Join(", ", response.Content.Headers.Allow)}", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Allow", Assert.Single(response.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_can_read_that_its_request_is_too_long()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri($"/api/v1/history?range={new string('a', 5 * 1024)}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_failure_that_cleared_the_answer_is_told_under_the_same_policy_as_all()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var context = new DefaultHttpContext { RequestServices = site.Services };
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;

        await site.Services.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext { HttpContext = context });

        Assert.Contains("frame-ancestors 'none'", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
    }

    [Fact]
    public async Task A_header_of_20_kilobytes_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = ClientOf(site);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Long", new string('a', 20 * 1024));

        using var response = await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_address_of_5_kilobytes_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = ClientOf(site);

        using var response = await client.GetAsync(new Uri($"/api/v1/candles?interval={new string('a', 5 * 1024)}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
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
            await using var app = WebApp.Build([$"--{key}={value}", $"--AWS_ENDPOINT_URL_DYNAMODB={fixture.Endpoint}", "--urls=http://127.0.0.1:0", "--applicationName=BtcTracker.Web"]);
            await app.StartAsync(Cancellation);
        });

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    private static HttpClient ClientOf(WebSite site) => new() { BaseAddress = site.ListenOnFreePort() };

    private static HttpRequestMessage Preflight(HttpMethod method) => new(HttpMethod.Options, "/api/v1/stats")
    {
        Headers = { { "Origin", "https://example.org" }, { "Access-Control-Request-Method", method.Method } },
    };

    private static Task<HttpResponseMessage> OpenStreamAsync(HttpClient client, string forwardedFor = "192.0.2.1") => AskStreamAsync(client, HttpMethod.Get, forwardedFor);

    private static async Task<HttpResponseMessage> AskStreamAsync(HttpClient client, HttpMethod method, string forwardedFor)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/stream") { Headers = { { "X-Forwarded-For", forwardedFor } } };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static Task<HttpResponseMessage> AskUntilRefusedAsync(HttpClient client, string address) => AskUntilRefusedAsync(client, () => address);

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
