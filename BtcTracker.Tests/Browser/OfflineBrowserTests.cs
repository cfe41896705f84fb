using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Without a network the last good page is shown, says that it is a copy and how old, and becomes live by itself.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class OfflineBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const string Ready = "navigator.serviceWorker.ready.then(() => true)";

    private const string Controlled = "navigator.serviceWorker.controller !== null";

    /// <summary>The names of the caches and the addresses in them, without their hosts.</summary>
    private const string Kept = """
        caches.keys().then(async names => (await Promise.all(names.map(async name => [name, ...(await (await caches.open(name)).keys())
          .map(({ url }) => url.slice(location.origin.length))]))).flat())
        """;

    private static readonly BrowserNewContextOptions WithWorker = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
        ServiceWorkers = ServiceWorkerPolicy.Allow,
    };

    private static readonly Regex IsOffline = new(
        @"^Offline: you see the page of \d+ \w+ 2\d{3}, \d\d:\d\d UTC \(\d+ s ago\); it tries again by itself\.$"
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reload_without_the_server_shows_the_last_page_with_its_age_and_the_price_comes_back_by_itself()
    {
        using var store = await StoreAsync();
        var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await site.DisposeAsync();

        await browsed.Page.ReloadAsync();

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        await Expect(browsed.Page.Locator(".status")).ToHaveAttributeAsync("data-kind", "offline");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00");
        await Expect(browsed.Page.Locator("[data-live=state]")).ToHaveTextAsync("Offline");
        await Expect(browsed.Page).ToHaveTitleAsync("▲ offline · $92,000.00 · Bitcoin · BtcTracker");
        Assert.Equal(
            "rgb(255, 255, 255)",
            await browsed.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.card')).backgroundColor")
        );
        await browsed.ScreenshotAsync("offline-copy");
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");
        await PublishAsync(store, MarketData.Slot(), 93_000m);
        await using var again = fixture.Site(store);
        again.Listen(address.Port);

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00");
        await Expect(browsed.Page).ToHaveTitleAsync("$93,000.00 · Bitcoin · BtcTracker");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
    }

    [Fact]
    public async Task Offline_a_visited_view_is_shown_and_for_any_other_the_first_page_until_it_can_be_read()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await browsed.Page.ReloadAsync();
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await ExpectRangeAsync(browsed.Page, "1M");
        await Eventually.GetAsync(() => KeptAsync(browsed.Page), kept => kept.Contains("/?range=1M"), Cancellation);
        await browsed.Page.Context.SetOfflineAsync(true);

        await browsed.Page.ReloadAsync();
        await ExpectRangeAsync(browsed.Page, "1M");
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        await browsed.Page.GotoAsync(new Uri(address, "/?range=5Y").ToString());
        await ExpectRangeAsync(browsed.Page, "1D");
        await browsed.Page.ClickAsync("a[data-range='7D']");
        await Expect(browsed.Page.Locator(".status"))
            .ToContainTextAsync("it tries again by itself. 7D could not be loaded: this device is offline.");
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("Offline: you see the page of ");
        await browsed.Page.Context.SetOfflineAsync(false);

        await ExpectRangeAsync(browsed.Page, "7D");
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    [Slow]
    [Fact]
    public async Task A_server_that_is_silent_for_five_seconds_is_taken_for_an_absent_one()
    {
        using var store = await StoreAsync();
        var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await browsed.Page.ReloadAsync();
        await site.DisposeAsync();
        using var silent = new TcpListener(IPAddress.Loopback, address.Port);
        silent.Start();

        await browsed.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });

        await Expect(browsed.Page.Locator(".status"))
            .ToHaveTextAsync(new Regex("^Offline: you see the page of "), new() { Timeout = 12_000 });
    }

    [Fact]
    public async Task A_worker_of_an_older_version_is_replaced_at_once_and_its_copies_are_deleted()
    {
        using var store = await StoreAsync();
        FormerWorker former = new();
        await using var site = new WebSite(fixture.Endpoint, store.Table) { Trouble = former };
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
        await using var site = fixture.Site(store);
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
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 600), 92_000m, TimeSpan.FromSeconds(30));
        await using var site = fixture.Site(store);
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
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, WithWorker);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Below_a_path_only_pages_of_that_path_are_copied(bool strips)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = SubPathProxy.Path });
        var origin = site.ListenOnFreePort();
        await WaitForPageAsync(origin);
        await using var proxy = await SubPathProxy.StartAsync(origin, strips);
        await using var browsed = await OpenAsync(proxy.Address, isWaited: false);
        await browsed.Page.ReloadAsync();
        await browsed.Page.Context.SetOfflineAsync(true);

        await browsed.Page.ReloadAsync();

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        Assert.Equal(
            proxy.Address.ToString(),
            await browsed.Page.EvaluateAsync<string>("navigator.serviceWorker.ready.then(({ scope }) => scope)")
        );
        var kept = await KeptAsync(browsed.Page);
        Assert.Matches($"^btctracker {SubPathProxy.Path}/ [0-9a-f]{{16}}$", kept[0]);
        Assert.All(kept[1..], path => Assert.StartsWith(SubPathProxy.Path + "/", path, StringComparison.Ordinal));
    }

    private static Task<string[]> KeptAsync(IPage page) => page.EvaluateAsync<string[]>(Kept);

    private static async Task ExpectRangeAsync(IPage page, string range) =>
        await Expect(page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);

    private static async Task WaitForPageAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
    }

    private static async Task PublishAsync(PriceStoreHost store, DateTimeOffset slot, decimal price, TimeSpan? staleAfter = null)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price, "coinbase"), Cancellation);
        var second = TimeSpan.FromSeconds(1);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, second, slot + second, staleAfter ?? TimeSpan.FromHours(1)),
            Cancellation
        );
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 30);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneHour, slot, 24 * 32));
        await PublishAsync(store, slot, 92_000m);
        return store;
    }

    /// <summary>A first visit, and the service worker that it brings.</summary>
    private async Task<BrowsedPage> OpenAsync(Uri address, bool isWaited = true)
    {
        if (isWaited)
        {
            await WaitForPageAsync(address);
        }

        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, WithWorker);
        await browsed.Page.GotoAsync(address.ToString());
        Assert.True(await browsed.Page.EvaluateAsync<bool>(Ready));
        return browsed;
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
