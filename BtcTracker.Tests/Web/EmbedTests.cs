using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The page for frames in its forms: the price, the price over a chart, and one line.</summary>
[Trait("Level", "Web")]
public sealed class EmbedTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_range_brings_its_line_and_its_change_and_the_link_leads_to_it()
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");

        var frame = await AskAsync(site, "/embed?range=3M");

        Assert.Contains("class=\"line\"", frame, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"volume\"", frame, StringComparison.Ordinal);
        Assert.Contains("<span class=\"chip-range\">3M</span>", frame, StringComparison.Ordinal);
        Assert.Contains("data-range=\"3M\"", frame, StringComparison.Ordinal);
        Assert.Contains("href=\"/?range=3M\"", frame, StringComparison.Ordinal);
        Assert.Contains("DEMO", frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_query_there_is_no_chart()
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");

        var frame = await AskAsync(site, "/embed");

        Assert.DoesNotContain("class=\"chart\"", frame, StringComparison.Ordinal);
        Assert.Contains("<span class=\"chip-range\">1D</span>", frame, StringComparison.Ordinal);
        Assert.DoesNotContain("data-theme", frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_line_has_only_the_price_the_change_and_the_state()
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");

        var frame = await AskAsync(site, "/embed?compact=1&range=3M&theme=dark");

        Assert.Contains("data-live=\"price\">$92,000.00<", frame, StringComparison.Ordinal);
        Assert.Contains("<span class=\"chip-range\">3M</span>", frame, StringComparison.Ordinal);
        Assert.Contains("data-word=\"Demo\">Demo<", frame, StringComparison.Ordinal);
        Assert.Contains("data-theme=\"dark\"", frame, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"chart\"", frame, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", frame, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?theme=none&compact=yes", "/embed")]
    [InlineData("?RANGE=1d&Theme=LIGHT", "/embed?range=1D&theme=light")]
    [InlineData("?range=<script>alert(1)</script>", "/embed?range=1D")]
    [InlineData("?compact=1&theme=\"><script>alert(1)</script>", "/embed?compact=1")]
    public async Task What_is_unknown_falls_back(string query, string usual)
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");
        var expected = await AskAsync(site, usual);

        using var fallen = await site.CreateClient().GetAsync(new Uri("/embed" + query, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, fallen.StatusCode);
        Assert.Equal(expected, "200 " + await fallen.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/embed?range=1Y")]
    [InlineData("/embed?compact=1")]
    [InlineData("/embed?range=never&theme=dark")]
    public async Task It_may_be_framed_and_cached_and_loads_only_from_its_own_site(string address)
    {
        await using var site = fixture.Site(await StoreAsync(), "demo");
        await AskAsync(site, address);
        using var first = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var known = await site.CreateClient().SendAsync(again, Cancellation);
        using var head = await site.CreateClient()
            .SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative)), Cancellation);

        var policy = Assert.Single(first.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors *", policy, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(first.Headers.CacheControl!.Public);
    }

    private static async Task<string> AskAsync(WebSite site, string address)
    {
        using var response = await site.AskForWholeAsync(address, (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
        return "200 " + await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot(10));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 120));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m, "demo:coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
