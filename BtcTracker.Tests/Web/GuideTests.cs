using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The pages for reading: what they say, and that they are served as the first page is.</summary>
[Trait("Level", "Web")]
public sealed class GuideTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_is_described_is_on_the_page_with_its_sentence_its_parameters_and_a_request()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var described = await DescribedApi.ReadAsync(site.CreateClient());

        var page = await PageAsync(site, "/api");

        Assert.NotEmpty(described.Paths);
        foreach (var path in described.Paths)
        {
            var route = RouteOf(page, path);
            Assert.Contains($"<p>{described.SummaryOf(path)}.</p>", route, StringComparison.Ordinal);
            Assert.Contains(
                $"\"$SITE{path.Replace("{slot}", $"{Slot.ToUnixTimeSeconds()}", StringComparison.Ordinal)}",
                route,
                StringComparison.Ordinal
            );
            Assert.All(
                described.QueryOf(path),
                parameter => Assert.Contains($"<dt><code>{parameter}</code></dt>", route, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Every_request_on_the_page_is_answered_and_shows_what_it_answers()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        var described = await DescribedApi.ReadAsync(client);
        var page = await PageAsync(site, "/api");

        foreach (var path in described.Paths)
        {
            var route = RouteOf(page, path);
            var address = Regex.Match(route, "<a href=\"([^\"]+)\">Open").Groups[1].Value;
            using var response = await client.GetAsync(
                new Uri(address, UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead,
                Cancellation
            );
            Assert.True(response.IsSuccessStatusCode, $"{address} answers {(int)response.StatusCode}.");
            if (response.Content.Headers.ContentType!.MediaType is "application/json" or "text/csv")
            {
                var shown = Regex.Match(route, "<pre class=\"answer\"><code>(.*?)</code></pre>", RegexOptions.Singleline).Groups[1].Value;
                Assert.Equal(NamesIn(await response.Content.ReadAsStringAsync(Cancellation)), NamesIn(shown));
            }
        }
    }

    [Fact]
    public async Task Language_models_and_their_people_are_led_to_the_tools()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        Assert.Contains("<code>SITE/mcp</code>", await PageAsync(site, "/api"), StringComparison.Ordinal);
        Assert.Contains("(http://localhost/mcp): ", await PageAsync(site, "/llms.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_is_shown_with_every_digit_in_the_answer()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        Assert.Contains(
            "\"price\": 92481.170000000000000001,",
            RouteOf(await PageAsync(site, "/api"), "/api/v1/quotes/latest"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Before_the_first_quote_the_routes_are_there_without_answers()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        var page = await site.CreateClient().GetStringAsync(new Uri("/api", UriKind.Relative), Cancellation);

        Assert.Contains("No data yet.", RouteOf(page, "/api/v1/quotes/latest"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"answer\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_source_that_is_named_is_about_with_its_terms_and_linked_beside_the_price()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, "/about");

        foreach (
            var (name, terms) in (ReadOnlySpan<(string, string)>)
                [
                    ("CoinMarketCap", "https://coinmarketcap.com/api/terms/"),
                    ("Coinbase", "https://www.coinbase.com/legal/market_data"),
                    ("Kraken", "https://www.kraken.com/legal"),
                    ("Bitstamp", "https://www.bitstamp.net/terms-of-use/"),
                    ("European Central Bank", "https://www.ecb.europa.eu/services/disclaimer/html/index.en.html"),
                ]
        )
        {
            Assert.Matches($"<li><a href=\"https://[^\"]+\">{name}[^<]*</a>: .*<a href=\"{terms}\">", page);
        }

        Assert.Matches("<a [^>]*href=\"/about#sources\"[^>]*>Coinbase</a>", await PageAsync(site, "/"));
        Assert.Contains("id=\"sources\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/about")]
    [InlineData("/api")]
    [InlineData("/history")]
    [InlineData("/convert")]
    [InlineData("/what-if")]
    public async Task It_is_served_as_the_first_page_is_and_without_a_script_but_for_its_colours(string address)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        // Until the whole history is there, the page may change between two requests.
        using var whole = await site.AskForWholeAsync(address, (response, _) => response.IsSuccessStatusCode);
        var page = await PageAsync(site, address);
        var client = site.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        using var head = await client.SendAsync(request, Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(head.Headers.ETag!);
        using var known = await client.SendAsync(again, Cancellation);
        using var other = await client.GetAsync(new Uri($"{address}?from=elsewhere", UriKind.Relative), Cancellation);

        Assert.Equal("br", Assert.Single(head.Content.Headers.ContentEncoding));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.False(head.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.DoesNotContain("unsafe", Assert.Single(head.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?! src=""/dist/theme\.)|<style|\sstyle=|\son[a-z]+=", page);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        foreach (Match asset in Regex.Matches(page, "(?:src|href)=\"(/[^\"]+\\.(?:css|svg))\""))
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (await client.GetAsync(new Uri(asset.Groups[1].Value, UriKind.Relative), Cancellation)).StatusCode
            );
        }

        Assert.Equal(4, Regex.Count(page, "<link rel=\"(?:stylesheet|icon)\""));
        Assert.Contains($"href=\"{address}\"", await PageAsync(site, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fluents_style_sheet_is_not_on_the_other_pages()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        foreach (var address in (string[])["/", "/embed", "/notices"])
        {
            Assert.DoesNotContain(
                "Fluent",
                Regex.Match(await PageAsync(site, address), "<head>.*</head>", RegexOptions.Singleline).Value,
                StringComparison.Ordinal
            );
        }
    }

    private static readonly DateTimeOffset Slot = MarketData.Slot(secondsAgo: 5);

    /// <summary>The part of a page that is about a route.</summary>
    private static string RouteOf(string page, string path)
    {
        var start = page.IndexOf($"<code>GET {path}</code></h3>", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} is not on the page.");
        var end = page.IndexOf("<h3", start, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    /// <summary>The names of an object's properties, or of a table's columns.</summary>
    private static List<string> NamesIn(string answer) => answer.StartsWith('{') ? [.. TopLevel(answer)] : [answer.Split('\n')[0].Trim()];

    private static IEnumerable<string> TopLevel(string answer)
    {
        var depth = 0;
        foreach (Match token in Regex.Matches(answer, "\"([^\"\\\\]|\\\\.)*\"(?<colon>\\s*:)?|[{}\\[\\]]"))
        {
            depth +=
                token.Value is "{" or "[" ? 1
                : token.Value is "}" or "]" ? -1
                : 0;
            if (depth == 1 && token.Groups["colon"].Success)
            {
                yield return token.Value[1..token.Value.LastIndexOf('"')];
            }
        }
    }

    private static async Task<string> PageAsync(WebSite site, string address)
    {
        using var whole = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        return WebUtility.HtmlDecode(await site.CreateClient().GetStringAsync(new Uri(address, UriKind.Relative), Cancellation));
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, Slot, 40));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.FiveMinutes, Slot, 300));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Slot, 92_481.170000000000000001m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, TimeSpan.FromMinutes(5), Slot.AddMinutes(5), TimeSpan.FromHours(1)),
            Cancellation
        );
        return store;
    }
}
