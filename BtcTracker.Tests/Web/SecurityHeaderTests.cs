using System.Net;

namespace BtcTracker.Tests.Web;

/// <summary>What every answer asks of a browser.</summary>
[Trait("Level", "Web")]
public sealed class SecurityHeaderTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https", "max-age=31536000")]
    [InlineData("http", null)]
    public async Task Browsers_use_only_https_for_a_year_after_a_page_behind_a_proxy_with_a_certificate(string scheme, string? expected)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string> { ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128" }
        );
        using var client = site.CreateSocketClient();

        using var page = await AskAsync(client, "/", scheme);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(expected, page.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null);
    }

    [Fact]
    public async Task A_form_leads_only_to_this_site()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Contains(
            "; form-action 'self';",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_service_worker_is_allowed_and_asked_for_again_each_time()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri("/service-worker.js", UriKind.Relative), Cancellation);

        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Contains(
            "; worker-src 'self';",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/embed")]
    [InlineData("/status")]
    [InlineData("/api/v1/quotes/latest")]
    [InlineData("/no-such-page")]
    public async Task No_page_or_answer_may_use_a_device(string address)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateSocketClient();

        using var response = await client.GetAsync(address, Cancellation);

        Assert.Equal(
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            Assert.Single(response.Headers.GetValues("Permissions-Policy"))
        );
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string address, string scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = "btc.example.com";
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return await client.SendAsync(request, Cancellation);
    }
}
