using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>What chats and feeds show of a link to the page, and the links on it to the same view as a file.</summary>
[Trait("Level", "Web")]
public sealed partial class LinkPreviewTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_is_shown_with_the_price_the_change_and_the_image_of_its_view_at_the_public_address()
    {
        await using var site = fixture.Site(
            await StoreAsync(),
            "demo",
            new Dictionary<string, string> { ["Web:PublicAddress"] = "https://btc.example.com", ["Web:PathBase"] = "/btc" }
        );

        var tags = TagsOf(await AskAsync(site, "/btc/?theme=dark&range=3m&type=candles"));

        Assert.Matches(@"^DEMO: Bitcoin \$92,000\.00 \([+−].*%, 3M\)$", tags["og:title"]);
        Assert.StartsWith(
            "Simulated prices, made up by this program. They are not the market's. Over the last 3 months Bitcoin went from $",
            tags["og:description"],
            StringComparison.Ordinal
        );
        Assert.Equal("https://btc.example.com/btc/?range=3M&type=candles&theme=dark", tags["og:url"]);
        Assert.Equal("https://btc.example.com/btc/chart.png?range=3M&type=candles&theme=dark", tags["og:image"]);
        Assert.Equal(("1200", "630", "summary_large_image"), (tags["og:image:width"], tags["og:image:height"], tags["twitter:card"]));
        Assert.StartsWith("Chart. Simulated prices", tags["og:image:alt"], StringComparison.Ordinal);
        using var image = await site.CreateClient()
            .GetAsync(new Uri(new Uri(tags["og:image"]).PathAndQuery, UriKind.Relative), Cancellation);
        Assert.Equal("image/png", image.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Without_a_public_address_no_host_is_guessed()
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");
        var client = site.CreateClient();
        client.DefaultRequestHeaders.Host = "evil.example.org";
        await AskAsync(site, "/");

        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        var tags = TagsOf(page);
        Assert.Equal("summary", tags["twitter:card"]);
        Assert.DoesNotContain("og:image", tags.Keys);
        Assert.DoesNotContain("evil.example.org", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_links_the_same_view_as_a_file()
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");

        var page = WebUtility.HtmlDecode(await AskAsync(site, "/?range=3M&type=candles"));

        Assert.Contains("<a href=\"/chart.csv?range=3M&type=candles\" download=\"btc-usd-3M.csv\">", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/chart.png?range=3M&type=candles\">", page, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> TagsOf(string page) =>
        Tag().Matches(page).ToDictionary(tag => tag.Groups[1].Value, tag => WebUtility.HtmlDecode(tag.Groups[2].Value));

    private static async Task<string> AskAsync(WebSite site, string address)
    {
        using var response = await site.AskForWholeAsync(address, (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot(10));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 120));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m, "demo:coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }

    [GeneratedRegex("<meta (?:property|name)=\"((?:og|twitter):[a-z:]+)\" content=\"([^\"]*)\"")]
    private static partial Regex Tag();
}
