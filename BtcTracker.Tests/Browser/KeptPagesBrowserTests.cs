using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Which pages the browser keeps for a time without a network, and for how long.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class KeptPagesBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : OfflineBrowserTestBase(chromium, fixture),
        IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    [Fact]
    public async Task A_worker_of_an_older_version_is_replaced_at_once_and_its_copies_are_deleted()
    {
        using var store = await StoreAsync();
        FormerWorker former = new();
        await using var site = new WebSite(Fixture.Endpoint, store.Table) { Trouble = former };
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        Assert.Contains("btctracker / former", await KeptAsync(browsed.Page));
        Assert.Contains("of another site", await KeptAsync(browsed.Page));
        former.IsServed = false;

        await browsed.Page.ReloadAsync();

        var kept = await Eventually.GetAsync(() => KeptAsync(browsed.Page), kept => !kept.Contains("btctracker / former"), Cancellation);
        Assert.Contains("/", kept);
        Assert.Contains("of another site", kept);
        await browsed.Page.UntilAsync(Controlled);
    }

    [Fact]
    public async Task Only_good_pages_and_what_they_are_made_of_are_kept_and_few_of_them()
    {
        using var store = await StoreAsync();
        await using var site = Fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await browsed.Page.ReloadAsync();
        foreach (var path in (string[])["about", "convert", "no/such/page", "api/v1/quotes/latest", "status", "?range=nonsense", "embed"])
        {
            await browsed.Page.GotoAsync(new Uri(address, path).ToString());
        }

        foreach (
            var view in (string[])
                [
                    "range=1M",
                    "range=7D",
                    "range=3M",
                    "range=1Y",
                    "range=5Y",
                    "range=ALL",
                    "type=candles",
                    "scale=log",
                    "theme=dark",
                    "theme=light",
                ]
        )
        {
            await browsed.Page.GotoAsync(new Uri(address, $"?{view}").ToString());
        }

        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        var kept = (await Eventually.GetAsync(() => KeptAsync(browsed.Page), kept => kept.Contains("/?theme=light"), Cancellation))[1..];

        Assert.All(kept, path => Assert.Matches(@"^/(\?[\w=]+|dist/[\w.-]+|favicon[\w.]+)?$", path));
        Assert.Contains("/", kept);
        Assert.Equal(8, kept.Count(path => path.StartsWith("/?", StringComparison.Ordinal)));
        Assert.Contains(kept, path => path.StartsWith("/dist/site.", StringComparison.Ordinal));
        Assert.Contains(kept, path => path.StartsWith("/dist/live.", StringComparison.Ordinal));
        Assert.Contains(kept, path => path.StartsWith("/dist/stream-worker.", StringComparison.Ordinal));
        Assert.Contains(kept, path => path.StartsWith("/favicon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_was_old_or_empty_when_it_came_is_not_kept()
    {
        using var store = await Fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 600), 92_000m, TimeSpan.FromSeconds(30));
        await using var site = Fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort());
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("The latest price is");

        await browsed.Page.ReloadAsync();

        await browsed.Page.UntilAsync(Controlled);
        Assert.DoesNotContain("/", await KeptAsync(browsed.Page));
    }

    [Fact]
    public async Task A_device_without_room_for_copies_shows_the_page_all_the_same()
    {
        using var store = await StoreAsync();
        await using var site = Fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await BrowsedPage.OpenAsync(Chromium.Browser, WithWorker);
        var devTools = await browsed.Page.Context.NewCDPSessionAsync(browsed.Page);
        await devTools.SendAsync(
            "Storage.overrideQuotaForOrigin",
            new() { ["origin"] = address.GetLeftPart(UriPartial.Authority), ["quotaSize"] = 1 }
        );
        await WaitForPageAsync(address);
        await browsed.Page.GotoAsync(address.ToString());
        Assert.True(await browsed.Page.EvaluateAsync<bool>(Ready));

        await browsed.Page.ReloadAsync();

        await browsed.Page.UntilAsync(Controlled);
        await PublishAsync(store, MarketData.Slot(), 93_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00");
        Assert.DoesNotContain("/", await KeptAsync(browsed.Page));
        Assert.Empty(browsed.Problems);
    }

    /// <summary>The site with a service worker of an earlier version.</summary>
    private sealed class FormerWorker : IStartupFilter
    {
        private const string Script = """
            addEventListener('install', event => event.waitUntil(Promise.all(['btctracker / former', 'of another site'].map(async name => (await caches.open(name)).put('/former', new Response('former'))))));
            addEventListener('activate', event => event.waitUntil(clients.claim()));
            addEventListener('fetch', () => {});
            """;

        public volatile bool IsServed = true;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, forward) =>
                    {
                        if (IsServed && context.Request.Path == "/service-worker.js")
                        {
                            context.Response.ContentType = "text/javascript";
                            context.Response.Headers.CacheControl = "no-cache";
                            await context.Response.WriteAsync(Script, context.RequestAborted);
                            return;
                        }

                        await forward(context);
                    }
                );
                next(app);
            };
    }
}
