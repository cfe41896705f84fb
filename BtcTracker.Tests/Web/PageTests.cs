using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class PageTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_shows_price_change_source_and_figures()
    {
        using var store = await StoreAsync(MarketMode.Live, "coinmarketcap-keyless", TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        var page = await PageAsync(site);

        Assert.Contains("$92,481.17", page, StringComparison.Ordinal);
        Assert.Contains("CoinMarketCap, keyless", page, StringComparison.Ordinal);
        Assert.Contains("$1.85 trillion", page, StringComparison.Ordinal);
        Assert.Contains("19.96 million BTC", page, StringComparison.Ordinal);
        Assert.Contains("95.1% of the maximum is in circulation", page, StringComparison.Ordinal);
        Assert.Contains("class=\"line\" d=\"M", page, StringComparison.Ordinal);
        Assert.DoesNotContain("mode-bar", page, StringComparison.Ordinal);
        Assert.Contains("data-kind=\"normal\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MarketMode.Demo, "demo:coinmarketcap-keyless", "<strong>DEMO</strong> Simulated prices")]
    [InlineData(MarketMode.Replay, "replay:coinbase", "<strong>REPLAY</strong> Real prices of the past")]
    public async Task A_bar_says_that_the_prices_are_not_the_markets(MarketMode mode, string source, string bar)
    {
        using var store = await StoreAsync(mode, source, TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        Assert.Contains(bar, await PageAsync(site), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bar_is_there_before_ingest_has_said_its_mode()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, mode: "demo");

        var page = await site.CreateClient().GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Contains("<strong>DEMO</strong>", page, StringComparison.Ordinal);
        Assert.Contains("No data yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_price_is_shown_with_its_age_and_degrades_health()
    {
        using var store = await StoreAsync(MarketMode.Live, "coinbase", TimeSpan.FromSeconds(1));
        await using var site = fixture.Site(store);

        var page = await PageAsync(site);

        Assert.Contains("data-kind=\"stale\"", page, StringComparison.Ordinal);
        Assert.Matches("The latest price is [0-9]+ s old", page);
        using var health = await site.CreateClient().GetAsync(new Uri("/health", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains("degraded", await health.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_span_of_the_history_never_ends_before_it_starts()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = Interval.FiveMinutes.OpenTimeOf(MarketData.Slot());
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.FiveMinutes, slot, 1));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m) with { AsOf = slot.AddMinutes(-15) }, Cancellation);
        await using var site = fixture.Site(store);

        using var response = await site.AskForWholeAsync("/", (_, body) => body.Contains("5m candles", StringComparison.Ordinal));

        Assert.Contains(
            $">{Times.Minute(slot)} to {Times.Minute(slot)} · 5m candles<",
            WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_price_from_before_the_day_is_no_end_of_its_range()
    {
        using var store = await fixture.NewStoreAsync();
        var hours = MarketData.Walk(Interval.OneHour, MarketData.Slot(), 24);
        await MarketData.StoreAsync(store.Writer, hours);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot().AddDays(-2), 200_000m), Cancellation);
        await using var site = fixture.Site(store);

        using var response = await site.AskForWholeAsync("/", (_, body) => body.Contains("$200,000.00", StringComparison.Ordinal));

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        var day = page[page.IndexOf("24 h range", StringComparison.Ordinal)..];
        day = day[..day.IndexOf("</figure>", StringComparison.Ordinal)];
        Assert.Contains(Numbers.Price(hours.Skip(1).Max(hour => hour.High)), day, StringComparison.Ordinal);
        Assert.DoesNotContain("$200,000.00", day, StringComparison.Ordinal);
        Assert.DoesNotContain("bar-mark", day, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_range_is_reported_with_the_known_ones_and_as_text_on_a_complete_page()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri("/?range=%3Cscript%3E2W", UriKind.Relative), Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("&lt;script&gt;2W", page, StringComparison.Ordinal);
        Assert.Contains(
            "The range “<script>2W” is unknown. Use 1D, 7D, 1M, 3M, 1Y, 5Y, ALL.",
            WebUtility.HtmlDecode(page),
            StringComparison.Ordinal
        );
        Assert.Contains("/?range=ALL", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?range=ALL")]
    [InlineData("/notices")]
    public async Task Nothing_is_inline_so_the_policy_can_be_strict(string address)
    {
        using var store = await StoreAsync(MarketMode.Demo, "demo:coinbase", TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        using var response = await WebSite.AskUntilAsync(site.CreateClient(), address, (_, _) => true);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page);
    }

    [Fact]
    public async Task Every_asset_of_the_page_is_there_and_may_be_kept_for_ever()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        var assets = System
            .Text.RegularExpressions.Regex.Matches(page, "(?:src|href|data-module)=\"([^\"]+\\.(?:js|css|svg))\"")
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.Equal(5, assets.Count);
        foreach (var asset in assets)
        {
            using var response = await client.GetAsync(new Uri(asset, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Matches(@"\.[a-z0-9]{10}\.(js|css|svg)$", asset);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_so()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        using var page = await client.GetAsync(new Uri("/price", UriKind.Relative), Cancellation);
        using var api = await client.GetAsync(new Uri("/api/v1/prices", UriKind.Relative), Cancellation);
        using var description = await client.GetAsync(new Uri("/openapi/v2.json", UriKind.Relative), Cancellation);

        Assert.All([page, api, description], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
        Assert.Contains("There is no such page", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.All(
            [api, description],
            response => Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType)
        );
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/notices", HttpStatusCode.OK)]
    [InlineData("/api/v1/quotes/latest", HttpStatusCode.OK)]
    [InlineData("/api/v1/candles?interval=1d", HttpStatusCode.OK)]
    [InlineData("/api/v1/history", HttpStatusCode.OK)]
    [InlineData("/api/v1/stream", HttpStatusCode.OK)]
    [InlineData("/price", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/prices", HttpStatusCode.NotFound)]
    public async Task Head_is_answered_as_get_is(string address, HttpStatusCode status)
    {
        using var store = await StoreAsync(MarketMode.Live, "coinbase", TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);
        await PageAsync(site);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var response = await site.CreateClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    private static async Task<string> PageAsync(WebSite site)
    {
        using var response = await site.AskForWholeAsync(
            "/?range=1M",
            (_, body) => body.Contains("class=\"line\"", StringComparison.Ordinal)
        );
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<PriceStoreHost> StoreAsync(MarketMode mode, string source, TimeSpan staleAfter)
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 5);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 40));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m, source), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(mode, TimeSpan.FromMinutes(5), slot.AddMinutes(5), staleAfter),
            Cancellation
        );
        return store;
    }
}
