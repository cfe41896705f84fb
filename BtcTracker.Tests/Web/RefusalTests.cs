using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>What is refused, in words that a program and a page of another origin can read.</summary>
[Trait("Level", "Web")]
public sealed class RefusalTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        Assert.False(
            refused.Headers.Contains("Access-Control-Allow-Methods")
                && refused
                    .Headers.GetValues("Access-Control-Allow-Methods")
                    .Any(methods => methods.Contains("POST", StringComparison.Ordinal))
        );
        Assert.All(
            [read, missing],
            response => Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")))
        );
    }

    [Theory]
    [InlineData("/api/v1/stats", "*/*")]
    [InlineData("/api/v1/quotes/latest.csv", "text/html")]
    [InlineData("/badge.svg", "image/svg+xml")]
    [InlineData("/openapi/v1.json", "*/*")]
    public async Task A_method_that_is_not_allowed_is_answered_with_those_that_are(string address, string accept)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var request = new HttpRequestMessage(HttpMethod.Delete, address)
        {
            Headers = { { "Origin", "https://example.org" }, { "Accept", accept } },
        };

        using var response = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            $"must be one of {string.Join(", ", response.Content.Headers.Allow)}",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Allow", Assert.Single(response.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "/api/v1/candles?interval=1h&form=2024-11-03",
        "form",
        "There is no parameter 'form' here; this address takes interval, from, to, limit."
    )]
    [InlineData("/api/v1/quotes.csv?form=2024-11-03", "form", "There is no parameter 'form' here; this address takes from, to, limit.")]
    [InlineData("/api/v1/history?rnage=1Y", "rnage", "There is no parameter 'rnage' here; this address takes range.")]
    [InlineData("/api/v1/stream?last=5", "last", "There is no parameter 'last' here; this address takes after.")]
    [InlineData("/api/v1/stats?currency=EUR", "currency", "There is no parameter 'currency' here; this address takes none.")]
    [InlineData(
        "/api/v1/quotes?from=2024-11-03T00:00:00+02:00",
        "from",
        "in an address a plus sign means a space: write that of the offset as %2B."
    )]
    public async Task A_misspelt_parameter_and_an_unencoded_offset_are_refused_in_words(string address, string parameter, string reason)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.EndsWith(reason, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(parameter, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Parameters_are_known_whatever_their_case()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient()
            .GetAsync(new Uri("/api/v1/candles?Interval=1h&From=2024-11-03&TO=2024-11-04", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_can_read_that_its_request_is_too_long()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient()
            .GetAsync(new Uri($"/api/v1/history?range={new string('a', 5 * 1024)}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_failure_that_cleared_the_answer_is_reported_under_the_same_policy_as_every_answer()
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
        using var client = site.CreateSocketClient();
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
        using var client = site.CreateSocketClient();

        using var response = await client.GetAsync(
            new Uri($"/api/v1/candles?interval={new string('a', 5 * 1024)}", UriKind.Relative),
            Cancellation
        );

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    private static HttpRequestMessage Preflight(HttpMethod method) =>
        new(HttpMethod.Options, "/api/v1/stats")
        {
            Headers = { { "Origin", "https://example.org" }, { "Access-Control-Request-Method", method.Method } },
        };
}
