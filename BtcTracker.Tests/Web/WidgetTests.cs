using System.Xml.Linq;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>What other pages take in: the badge and the frame.</summary>
[Trait("Level", "Web")]
public sealed class WidgetTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_badge_shows_the_latest_price_and_its_change()
    {
        using var store = await StoreAsync(secondsAgo: 10, staleAfter: TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        var badge = await BadgeAsync(site, "$64,000.00");

        Assert.Equal("Bitcoin: $64,000.00 \u22127.25% 1D", badge.Element(Svg("title"))!.Value);
        Assert.Contains("#b8470b", badge.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_price_is_called_so_with_its_time_and_has_no_colour()
    {
        using var store = await StoreAsync(secondsAgo: 60, staleAfter: TimeSpan.FromSeconds(30), "demo:coinbase");
        await using var site = fixture.Site(store, "demo");

        var badge = await BadgeAsync(site, "$64,000.00");

        Assert.Matches(@"^Bitcoin · demo: \$64,000\.00 at .* \(stale\)$", badge.Element(Svg("title"))!.Value);
        Assert.DoesNotContain("#b8470b", badge.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_nobody_confirmed_is_called_so_and_has_no_colour()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(10);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m) with { Confirmed = false }, Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        await using var site = fixture.Site(store);

        var badge = await BadgeAsync(site, "$64,000.00");

        Assert.Equal("Bitcoin: $64,000.00 (unconfirmed)", badge.Element(Svg("title"))!.Value);
        Assert.Contains("#616161", badge.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_price_the_badge_says_that_there_is_none()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        var badge = await BadgeAsync(site, "no data yet");

        Assert.Equal("Bitcoin: no data yet", badge.Element(Svg("title"))!.Value);
    }

    [Fact]
    public async Task Any_page_may_frame_the_widget_and_none_the_page()
    {
        using var store = await StoreAsync(secondsAgo: 10, TimeSpan.FromHours(1), "demo:coinbase");
        await using var site = fixture.Site(store, "demo");
        using var client = site.CreateClient();

        using var widget = await WebSite.AskUntilAsync(
            client,
            "/embed",
            (_, body) => body.Contains("$64,000.00", StringComparison.Ordinal)
        );
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.EndsWith("frame-ancestors *", Assert.Single(widget.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.EndsWith(
            "frame-ancestors 'none'",
            Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
        Assert.NotNull(widget.Headers.ETag);
        Assert.Contains("DEMO", await widget.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static XName Svg(string name) => XName.Get(name, "http://www.w3.org/2000/svg");

    private static async Task<XElement> BadgeAsync(WebSite site, string expected)
    {
        using var response = await site.AskForWholeAsync("/badge.svg", (_, body) => body.Contains(expected, StringComparison.Ordinal));
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.MediaType);
        return XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<PriceStoreHost> StoreAsync(int secondsAgo, TimeSpan staleAfter, string source = "coinbase")
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo);
        await MarketData.StoreAsync(
            store.Writer,
            [
                Samples.Candle("2024-11-03T00:00Z", Interval.FiveMinutes) with
                {
                    OpenTime = Interval.FiveMinutes.OpenTimeOf(slot.AddDays(-1).AddMinutes(-5)),
                    Close = 69_003m,
                    High = 70_000m,
                    Low = 60_000m,
                },
            ]
        );
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m, source), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot.AddSeconds(20), TimeSpan.FromSeconds(20)) with
            {
                StaleAfter = staleAfter,
            },
            Cancellation
        );
        return store;
    }
}
