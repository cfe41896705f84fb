using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>What programs look for at a site.</summary>
[Trait("Level", "Web")]
public sealed class SiteFileTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Robots_learn_of_the_sitemap_and_leave_out_the_operators_page()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = "/btc" });

        var robots = await site.CreateClient().GetStringAsync(new Uri("/robots.txt", UriKind.Relative), Cancellation);

        Assert.Equal(
            "User-agent: *\nDisallow: /btc/status\nDisallow: /btc/language\nDisallow: /btc/chart/\nSitemap: "
                + "http://localhost/btc/sitemap.xml\n",
            robots
        );
    }

    [Fact]
    public async Task The_sitemap_has_every_page_for_people_at_the_host_that_was_asked()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        using var response = await client.GetAsync(new Uri("/sitemap.xml", UriKind.Relative), Cancellation);
        var addresses = XDocument
            .Parse(await response.Content.ReadAsStringAsync(Cancellation))
            .Descendants()
            .Where(element => element.Name.LocalName == "loc")
            .Select(element => element.Value)
            .ToList();

        var pages = site
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Except(["/embed", "/not-found"])
            .Concat(["/", "/history", "/convert", "/what-if"]);

        Assert.Equal("application/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("private", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(pages.Select(page => $"http://localhost{page}").Order(), addresses.Order());
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address), Cancellation)).StatusCode);
        }
    }

    [Fact]
    public async Task Language_models_find_every_route_with_its_sentence()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var described = await DescribedApi.ReadAsync(site.CreateClient());

        var text = await site.CreateClient().GetStringAsync(new Uri("/llms.txt", UriKind.Relative), Cancellation);

        Assert.StartsWith("# BtcTracker\n\n> ", text, StringComparison.Ordinal);
        Assert.All(
            described.Paths,
            path =>
                Assert.Contains(
                    $"- [GET {path}](http://localhost/openapi/v1.json): {described.SummaryOf(path)}\n",
                    text,
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("/btc")]
    public async Task The_manifest_is_linked_allowed_and_names_what_is_there(string pathBase)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = pathBase });
        var client = site.CreateClient();
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var response = await client.GetAsync(new Uri("/manifest.webmanifest", UriKind.Relative), Cancellation);
        using var manifest = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        var icon = manifest.RootElement.GetProperty("icons")[0].GetProperty("src").GetString()!;

        Assert.Contains(
            $"<link rel=\"manifest\" href=\"{pathBase}/manifest.webmanifest\"",
            await page.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains("manifest-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("application/manifest+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{pathBase}/", manifest.RootElement.GetProperty("start_url").GetString());
        Assert.StartsWith(pathBase + "/", icon, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(icon, UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("/sitemap.xml")]
    [InlineData("/llms.txt")]
    [InlineData("/manifest.webmanifest")]
    public async Task Head_and_a_known_copy_are_answered(string address)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative)), Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(head.Headers.ETag!);

        using var known = await client.SendAsync(again, Cancellation);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }
}
