using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>A page that is opened over an empty store and never touched shows all that is stored, as soon as it is stored.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class FirstMinuteBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 30_000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_was_opened_empty_equals_a_fresh_one_once_history_is_stored()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "No data yet");
        await PublishAsync(store, MarketData.Slot(), 92_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00", new() { Timeout = 30_000 });
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await BackfillAsync(store);

        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("went from", Soon);
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync("5m candles", Soon);
        await ExpectWholeChartAsync(browsed.Page, 285);
        var untouched = await TextsAsync(browsed.Page);
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        await browsed.Page.ReloadAsync();
        await ExpectWholeChartAsync(browsed.Page, 285);
        Assert.Equal(await TextsAsync(browsed.Page), untouched);

        // While there is no quote, the latest one is answered with 503, which browsers log.
        Assert.All(browsed.Problems, problem => Assert.Contains("503", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_was_opened_empty_gets_an_interactive_chart_and_bars_that_do_not_cover_the_times()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(), 92_000m);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "$92,000.00");
        await browsed.Page.RouteAsync("**/dist/chart*.js", route => route.AbortAsync(), new() { Times = 1 });
        await Expect(browsed.Page.Locator(".no-chart")).ToBeVisibleAsync();

        // A touch while the first try is on its way would end with it.
        var firstTry = browsed.Page.WaitForConsoleMessageAsync(
            new()
            {
                Predicate = message => message.Text.StartsWith("The chart could not be loaded.", StringComparison.Ordinal),
                Timeout = 30_000,
            }
        );
        await BackfillAsync(store);

        await firstTry;
        await Expect(browsed.Page.Locator(".drawing .volume")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        Assert.True(
            await browsed.Page.EvaluateAsync<bool>(
                "document.querySelector('.drawing .volume').getBoundingClientRect().bottom <= document.querySelector('.drawing "
                    + ".times').getBoundingClientRect().top"
            )
        );
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task Backfill_shows_how_far_it_has_come_and_goes_without_moving_anything(int width, int height)
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(), 92_000m);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(0), Cancellation);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "<progress");
        await browsed.Page.SetViewportSizeAsync(width, height);
        await browsed.Page.ReloadAsync();
        await Expect(browsed.Page.Locator(".backfill")).ToContainTextAsync("days 0 of 400 · hours 0 of 9,600 · 5 minutes 0 of 2,016");
        await browsed.ScreenshotAsync("backfill-" + width);
        Assert.True(
            await browsed.Page.EvaluateAsync<bool>(
                "document.querySelector('.backfill').getBoundingClientRect().top >= document.querySelector('.plot, "
                    + ".no-chart').parentElement.getBoundingClientRect().top"
            )
        );
        await Expect(browsed.Page.Locator(".figures")).ToContainTextAsync("collecting…");
        await Expect(browsed.Page.Locator("[data-change-over='1Y']")).ToBeHiddenAsync();

        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 400).Take(300));
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(300), Cancellation);
        await Expect(browsed.Page.Locator(".backfill")).ToContainTextAsync("days 300 of 400", Soon);
        await BackfillAsync(store);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(400, isRunning: false), Cancellation);

        await Expect(browsed.Page.Locator(".backfill")).ToHaveTextAsync(string.Empty, new() { Timeout = 30_000 });
        await Expect(browsed.Page.Locator(".figures")).ToContainTextAsync("since", Soon);
        await Expect(browsed.Page.Locator("[data-change-over='1Y']")).ToBeVisibleAsync();
        await browsed.ScreenshotAsync("backfilled-" + width);
        await browsed.AssertHoldsStillAsync();
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Prices_that_hardly_differ_get_labels_that_do()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = Interval.FiveMinutes.OpenTimeOf(MarketData.Slot());
        var candles = MarketData
            .Walk(Interval.FiveMinutes, slot, 6)
            .Select((candle, at) => candle with { Open = 85_053m, High = 85_055m, Low = 85_052m, Close = 85_053m + (0.2m * at) });
        await MarketData.StoreAsync(store.Writer, candles);
        await PublishAsync(store, slot, 85_054.1m);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(
            site.ListenOnFreePort(),
            "class=\"line\"",
            """
            window.written = new Set();
            const fillText = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { window.written.add(text); return fillText.call(this, text, ...rest); };
            """
        );

        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await browsed.Page.UntilAsync("[...window.written].filter(text => /^85,05\\d\\.\\d+$/.test(text)).length >= 4");
        Assert.Empty(browsed.Problems);
    }

    [Slow]
    [Fact]
    public async Task Ten_thousand_moves_of_history_are_read_a_few_times()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(), 92_000m);
        await BackfillAsync(store);
        FaultyStreamProxy trouble = new();
        await using var site = fixture.Site(store, trouble);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "class=\"line\"");
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var read = 0;
        browsed.Page.Request += (_, request) => read += request.Url.EndsWith("/chart/1D", StringComparison.Ordinal) ? 1 : 0;
        trouble.Instead = string.Concat(Enumerable.Range(1_000, 10_000).Select(version => $"event: history\ndata: {version}\n\n"));

        await browsed.Page.RunAndWaitForResponseAsync(
            () => browsed.Page.EvaluateAsync("dispatchEvent(new Event('online'))"),
            response => response.Url.EndsWith("/chart/1D", StringComparison.Ordinal)
        );
        await browsed.Page.UntilAsync("performance.now() - value > 5000", await browsed.Page.EvaluateAsync<double>("performance.now()"));

        Assert.InRange(read, 1, 4);
        Assert.Empty(browsed.Problems);
    }

    /// <summary>Stores what backfill does: candles, and then how far they reach.</summary>
    private static async Task BackfillAsync(PriceStoreHost store)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (interval, count) in new[] { (Interval.OneDay, 400), (Interval.FiveMinutes, 300), (Interval.OneHour, 100) })
        {
            await MarketData.StoreAsync(store.Writer, MarketData.Walk(interval, now, count));
            await store.Writer.RaiseWatermarkAsync(
                Symbol.BtcUsd,
                interval,
                WatermarkEra.SinceListing,
                interval.OpenTimeOf(now),
                Cancellation
            );
        }
    }

    private static async Task PublishAsync(PriceStoreHost store, DateTimeOffset slot, decimal price)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddHours(1), TimeSpan.FromHours(1)), Cancellation);
    }

    /// <summary>The chart holds so many points and shows all of them.</summary>
    private static async Task ExpectWholeChartAsync(IPage page, int least)
    {
        await Expect(page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.UntilAsync("Number(document.querySelector('[data-chart]').getAttribute('aria-valuemax')) >= value", least);
    }

    private static async Task<string> TextsAsync(IPage page) =>
        string.Join(
            '|',
            await page.Locator("[data-part=figures], [data-part=summary], [data-part=change], [data-part=readout], [data-part=status]")
                .AllInnerTextsAsync()
        );

    private async Task<BrowsedPage> OpenAsync(Uri address, string text, string script = "void 0")
    {
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains(text, StringComparison.Ordinal));
        var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        await browsed.Page.AddInitScriptAsync(script);
        await browsed.Page.GotoAsync(address.ToString());
        return browsed;
    }
}
