using System.Text.Json.Nodes;
using System.Xml.Linq;
using BtcTracker.Web.Api;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Mcp;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>The site's files for programs: robots.txt, a sitemap, llms.txt and the web app's manifest.</summary>
public static class SiteFiles
{
    /// <summary>The pages that a search engine should know.</summary>
    public static readonly IReadOnlyList<string> Pages = ["/", "/history", "/convert", "/what-if", "/about", "/api", "/notices"];

    /// <summary>The manifest's path.</summary>
    public const string Manifest = "/manifest.webmanifest";

    // Their addresses contain the requested host, so no shared cache may serve them for another.
    private const string KeptPrivately = "private, max-age=3600";

    private const string Background = "#f0f0f0";
    private const string Theme = "#0f6cbd";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>Maps them.</summary>
    public static void MapSiteFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapFile("/robots.txt", "text/plain; charset=utf-8", context => Task.FromResult(Robots(context.Request)));
        routes.MapFile("/sitemap.xml", "application/xml; charset=utf-8", context => Task.FromResult(SitemapOf(context.Request)));
        routes.MapFile("/llms.txt", "text/plain; charset=utf-8", LlmsAsync);
        routes.MapFile(
            Manifest,
            "application/manifest+json",
            context => Task.FromResult(ManifestOf(context.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value))
        );
    }

    private static void MapFile(
        this IEndpointRouteBuilder routes,
        string path,
        string contentType,
        Func<HttpContext, Task<string>> write
    ) =>
        routes
            .MapMethods(
                path,
                GetAndHead,
                async context =>
                    await new EncodedResult(
                        new EncodedBody(System.Text.Encoding.UTF8.GetBytes(await write(context)), contentType),
                        KeptPrivately
                    ).ExecuteAsync(context)
            )
            .ExcludeFromDescription();

    private static string Robots(HttpRequest request) =>
        $"""
            User-agent: *
            Disallow: {request.PathBase}/status
            Disallow: {request.PathBase}{PageLanguage.SwitchPath}
            Disallow: {request.PathBase}/chart/
            Sitemap: {Absolute(request, "/sitemap.xml")}

            """;

    private static string SitemapOf(HttpRequest request) =>
        new XDeclaration("1.0", "utf-8", null)
        + "\n"
        + new XElement(
            Sitemap + "urlset",
            Pages.Select(page => new XElement(Sitemap + "url", new XElement(Sitemap + "loc", Absolute(request, page))))
        )
        + "\n";

    /// <summary>For language models, in the form of llmstxt.org.</summary>
    private static async Task<string> LlmsAsync(HttpContext context)
    {
        var routes = await context.RequestServices.GetRequiredService<ApiRoutes>().ReadAsync(context.RequestAborted);
        var api = routes
            .Where(route => !route.IsPersonal)
            .Select(route => $"- [GET {route.Path}]({Absolute(context.Request, "/openapi/v1.json")}): {route.Summary}");
        return $"""
            # BtcTracker

            > The price of Bitcoin in US dollars, live, and its history, from a store of its own. Open to read without a key. Not financial advice; prices may be delayed or wrong.

            ## Pages

            - [Price]({Absolute(context.Request, "/")}): the price, its change and its history as a chart and a table
            - [History]({Absolute(context.Request, "/history")}): every known day, week and month as a table, with links to CSV
            - [Convert]({Absolute(
                context.Request,
                "/convert"
            )}?amount=1&from=BTC&to=USD): bitcoins, satoshis and currencies, by the latest price and rates
            - [What if]({Absolute(
                context.Request,
                "/what-if"
            )}?amount=100&every=month&since=2020-01-01): what bitcoins would be worth that were bought once, each week or each month
            - [API]({Absolute(context.Request, "/api")}): every route with its parameters, a request and its answer
            - [About]({Absolute(
                context.Request,
                "/about"
            )}): the sources and their terms, how a price and a candle are chosen, what stale, demo and replay mean

            ## API

            - [OpenAPI description]({Absolute(context.Request, "/openapi/v1.json")}): the same routes for programs
            - [Model Context Protocol]({Absolute(
                context.Request,
                McpHosting.Path
            )}): the price, its history and these calculations as read-only tools, over streamable HTTP without a session
            {string.Join('\n', api)}

            """;
    }

    private static string ManifestOf(SiteOptions site) =>
        new JsonObject
        {
            ["name"] = "BtcTracker: Bitcoin in US dollars",
            ["short_name"] = "BtcTracker",
            ["description"] = "The price of Bitcoin in US dollars, live, and its history.",
            ["lang"] = "en",
            ["id"] = site.Address("/"),
            ["start_url"] = site.Address("/"),
            ["scope"] = site.Address("/"),
            ["display"] = "standalone",
            ["background_color"] = Background,
            ["theme_color"] = Theme,
            ["icons"] = new JsonArray(
                new JsonObject
                {
                    ["src"] = site.Asset("favicon.svg"),
                    ["sizes"] = "any",
                    ["type"] = "image/svg+xml",
                }
            ),
        }.ToJsonString();

    private static string Absolute(HttpRequest request, string path) =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path);
}
