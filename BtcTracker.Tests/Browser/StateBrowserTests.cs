using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

[Trait("Level", "Browser")]
[Slow]
public sealed class StateBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demo_that_went_stale_says_both_until_a_new_price_comes()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 60);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneHour, slot, 48));
        await PublishAsync(store, slot, 92_000m, staleAfter: TimeSpan.FromSeconds(30));
        await using var site = fixture.Site(store, "demo");
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "$92,000.00");

        await Expect(browsed.Page.Locator(".mode-bar")).ToContainTextAsync("DEMO");
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("The latest price is");
        await Expect(browsed.Page.Locator(".stamp")).ToHaveTextAsync("DEMO");
        await browsed.ScreenshotAsync("demo-stale");
        await PublishAsync(store, MarketData.Slot(), 93_000m, staleAfter: TimeSpan.FromHours(1));

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Expect(browsed.Page.Locator(".mode-bar")).ToContainTextAsync("DEMO");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_comes_back_by_itself()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 5), 92_000m, TimeSpan.FromHours(1));
        var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address, "$92,000.00");
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await site.DisposeAsync();
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("Live updates are interrupted", new() { Timeout = 20_000 });
        await PublishAsync(store, MarketData.Slot(), 93_000m, TimeSpan.FromHours(1));
        await using var again = fixture.Site(store);
        again.Listen(address.Port);

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 60_000 });
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty, new() { Timeout = 20_000 });
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
    }

    [Fact]
    public async Task A_page_that_missed_prices_reads_its_history_again()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 5);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneHour, slot, 48));
        await PublishAsync(store, slot, 92_000m, TimeSpan.FromHours(1));
        FaultyStreamProxy trouble = new();
        await using var site = fixture.Site(store, trouble);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "class=\"line\"");
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        trouble.Instead = "event: missed\ndata: {}\n\n";

        var history = await browsed.Page.RunAndWaitForResponseAsync(
            () => browsed.Page.EvaluateAsync("dispatchEvent(new Event('online'))"),
            response => response.Url.EndsWith("/chart/1D", StringComparison.Ordinal)
        );

        Assert.True(history.Status is 200 or 304);
    }

    [Slow]
    [Fact]
    public async Task Another_mode_that_began_while_the_connection_was_lost_brings_its_label_with_its_price()
    {
        using var real = await fixture.NewStoreAsync();
        using var simulated = await fixture.NewStoreAsync();
        await PublishAsync(real, MarketData.Slot(secondsAgo: 5), 92_000m, TimeSpan.FromHours(1), "coinbase");
        await PublishAsync(simulated, MarketData.Slot(secondsAgo: 30), 50_000m, TimeSpan.FromHours(1), "demo:coinmarketcap");
        var site = fixture.Site(real);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address, "$92,000.00");
        await Expect(browsed.Page.Locator(".mode-bar")).ToHaveCountAsync(0);
        await site.DisposeAsync();
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("Live updates are interrupted", new() { Timeout = 20_000 });

        // Its latest slot is older than the page's, so no event reports it.
        await using var other = fixture.Site(simulated, "demo");
        other.Listen(address.Port);

        await Expect(browsed.Page.Locator(".mode-bar")).ToContainTextAsync("DEMO", new() { Timeout = 60_000 });
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$50,000.00");
    }

    [Fact]
    public async Task The_first_quote_of_all_fills_the_empty_page()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "No data yet");
        await browsed.ScreenshotAsync("empty");

        await PublishAsync(store, MarketData.Slot(), 92_000m, TimeSpan.FromHours(1));

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    [Fact]
    public async Task A_price_of_another_mode_brings_its_label_and_a_price_of_another_source_its_name()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 60), 92_000m, TimeSpan.FromHours(1), "coinbase");
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "$92,000.00");
        await Expect(browsed.Page.Locator(".mode-bar")).ToHaveCountAsync(0);

        await PublishAsync(store, MarketData.Slot(secondsAgo: 30), 93_000m, TimeSpan.FromHours(1), "coinmarketcap-keyless");
        await Expect(browsed.Page.Locator("[data-live=source]")).ToHaveTextAsync("CoinMarketCap, keyless", new() { Timeout = 20_000 });
        await PublishAsync(store, MarketData.Slot(), 94_000m, TimeSpan.FromHours(1), "demo:coinbase");

        await Expect(browsed.Page.Locator(".mode-bar")).ToContainTextAsync("DEMO", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$94,000.00");
    }

    [Fact]
    public async Task A_frame_in_another_page_shows_the_price_and_keeps_it_live()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 5), 92_000m, TimeSpan.FromHours(1));
        await using var site = fixture.Site(store, "demo");
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address, "$92,000.00");

        // Another port is another origin.
        await using var elsewhere = WebApplication.CreateSlimBuilder().Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet(
            "/",
            () =>
                TypedResults.Content(
                    $"<link rel='icon' href='data:,'><h1>Somebody's page</h1><iframe src='{new Uri(address, "/embed")}' width='420' "
                        + "height='260'></iframe>",
                    "text/html"
                )
        );
        await elsewhere.StartAsync(Cancellation);
        await browsed.Page.GotoAsync(elsewhere.Urls.First());
        var frame = browsed.Page.FrameLocator("iframe");
        await Expect(frame.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00");
        await Expect(frame.Locator(".mode-bar")).ToContainTextAsync("DEMO");
        await PublishAsync(store, MarketData.Slot(), 93_000m, TimeSpan.FromHours(1));

        await Expect(frame.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 20_000 });
        await browsed.ScreenshotAsync("embed");
        Assert.Empty(browsed.Problems);
    }

    [Slow]
    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_state_that_comes_and_goes_moves_nothing(int width, int height)
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(secondsAgo: 5), 92_000m, TimeSpan.FromSeconds(12));
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(
            site.ListenOnFreePort(),
            "$92,000.00",
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );

        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("The latest price is");
        await browsed.ScreenshotAsync($"stale-{width}");
        await PublishAsync(store, MarketData.Slot(), 93_000m, TimeSpan.FromHours(1));
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await browsed.Page.Context.SetOfflineAsync(true);
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("1M could not be loaded");
        await browsed.ScreenshotAsync($"unanswered-{width}");

        await browsed.AssertHoldsStillAsync();
    }

    [Slow]
    [Fact]
    public async Task An_open_page_shows_the_servers_reason_and_its_title_says_that_the_price_is_old()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await PublishAsync(store, MarketData.Slot(secondsAgo: 5), 92_000m, TimeSpan.FromSeconds(20));
        await using var site = new WebSite(engine.Endpoint, store.Table, "demo");
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "$92,000.00");
        await Expect(browsed.Page).ToHaveTitleAsync("$92,000.00 · Bitcoin · BtcTracker");

        await engine.KillAsync();

        await Expect(browsed.Page.Locator(".status"))
            .ToContainTextAsync("The price store has not answered since", new() { Timeout = 60_000 });
        await Expect(browsed.Page).ToHaveTitleAsync("▲ stale · $92,000.00 · Bitcoin · BtcTracker");
        await browsed.Page.ReloadAsync();
        await Expect(browsed.Page).ToHaveTitleAsync("▲ stale · $92,000.00 · Bitcoin · BtcTracker");
        await engine.StartAgainAsync(Cancellation);
        await PublishAsync(store, MarketData.Slot(), 93_000m, TimeSpan.FromHours(1));

        await Expect(browsed.Page).ToHaveTitleAsync("$93,000.00 · Bitcoin · BtcTracker", new() { Timeout = 60_000 });
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    private static async Task PublishAsync(
        PriceStoreHost store,
        DateTimeOffset slot,
        decimal price,
        TimeSpan staleAfter,
        string source = "demo:coinmarketcap"
    )
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price, source), Cancellation);
        await store.Writer.PutScheduleAsync(new IngestSchedule(MarketMode.Demo, Interval, slot + Interval, staleAfter), Cancellation);
    }

    /// <summary>Opens the page once the server shows a text.</summary>
    private async Task<BrowsedPage> OpenAsync(Uri address, string text, BrowserNewContextOptions? window = null)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains(text, StringComparison.Ordinal));
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, window ?? Desktop);
        await browsed.Page.GotoAsync(address.ToString());
        return browsed;
    }
}
