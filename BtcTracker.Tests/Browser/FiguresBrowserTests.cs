using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The market's figures and the hero on an open page while quotes and sources change.</summary>
[Trait("Level", "Browser")]
public sealed class FiguresBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const double SmallestShiftThatCounts = 0.01;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task Another_source_with_computed_figures_moves_nothing(int width, int height)
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, MarketData.Slot(), 48));
        await StoreAsync(store, MarketData.Quote(MarketData.Slot(30), 92_000m), TimeSpan.FromSeconds(1));
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "$92,000.00", width, height);
        var footnote = browsed.Page.Locator(".footnote");
        await Expect(footnote).ToHaveTextAsync("\u00a0");
        var before = await TopsAsync(browsed);

        await StoreAsync(store, MarketData.Quote(MarketData.Slot(), 92_500m, "coinbase").AsExchangeGives(), TimeSpan.FromSeconds(1));
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,500.00", new() { Timeout = 20_000 });

        // What else came, the page takes over once a minute, and when it is come back to.
        await browsed.Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await Expect(footnote).ToHaveTextAsync("* computed from the issuance schedule");
        Assert.Equal(before, await TopsAsync(browsed));
        Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await browsed.ScreenshotAsync($"computed-{width}");
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        Assert.Empty(browsed.Problems);
    }

    [Slow]
    [Theory]
    [InlineData(1280, 900, 28)]
    [InlineData(390, 844, 86)]
    public async Task The_time_to_the_next_reading_runs_down_and_begins_again_with_the_next_quote(int width, int height, int room)
    {
        using var store = await fixture.NewStoreAsync();
        var (slot, interval) = (MarketData.Slot(), TimeSpan.FromSeconds(15));
        await StoreAsync(store, MarketData.Quote(slot, 92_000m, "demo:coinmarketcap-keyless"), interval);
        await using var site = fixture.Site(store, "demo");
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "next reading", width, height);
        var next = browsed.Page.Locator(".next");
        await Expect(next).ToHaveTextAsync(new Regex(@"^next reading in \d+ s$"));
        var top = await browsed.Page.Locator(".history").EvaluateAsync<double>("card => card.getBoundingClientRect().top");

        await browsed.Page.UntilAsync(
            "document.querySelector('.next').textContent.length < value.length || document.querySelector('.next').textContent < value",
            await next.TextContentAsync()
        );
        await Expect(next).ToHaveTextAsync("next reading due now", new() { Timeout = 20_000 });
        await StoreAsync(store, MarketData.Quote(slot + interval, 92_500m, "demo:coinmarketcap-keyless"), TimeSpan.FromMinutes(5));

        await Expect(next).ToHaveTextAsync(new Regex(@"^next reading in 4 min \d+ s$"), new() { Timeout = 20_000 });
        await browsed.ScreenshotAsync($"next-{width}");
        Assert.Equal(top, await browsed.Page.Locator(".history").EvaluateAsync<double>("card => card.getBoundingClientRect().top"));
        Assert.Equal(room, await browsed.Page.Locator(".updated").EvaluateAsync<double>("line => line.getBoundingClientRect().height"));
        Assert.Equal(
            0,
            await browsed.Page.Locator("[role=status] .next, [role=timer] .next, [role=alert] .next, [aria-live] .next").CountAsync()
        );
        Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        Assert.Empty(browsed.Problems);
    }

    [Slow]
    [Fact]
    public async Task While_the_price_is_stale_no_next_reading_is_promised()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)) with
            {
                StaleAfter = TimeSpan.FromSeconds(10),
            },
            Cancellation
        );
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site.ListenOnFreePort(), "next reading", 1280, 900);
        await Expect(browsed.Page.Locator(".next")).ToBeVisibleAsync();

        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("The latest price is", new() { Timeout = 20_000 });

        await Expect(browsed.Page.Locator(".next")).ToBeHiddenAsync();
    }

    /// <summary>Where every line of the figures begins.</summary>
    private static Task<double[]> TopsAsync(BrowsedPage browsed) =>
        browsed
            .Page.Locator(".figures :is(h2, h3, dt, figure, .footnote)")
            .EvaluateAllAsync<double[]>("lines => lines.map(line => line.getBoundingClientRect().top + scrollY)");

    private static async Task StoreAsync(PriceStoreHost store, Quote quote, TimeSpan interval)
    {
        await store.Writer.TryPutQuoteAsync(quote, Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(quote.Slot + interval, interval) with
            {
                StaleAfter = TimeSpan.FromHours(1),
            },
            Cancellation
        );
    }

    private async Task<BrowsedPage> OpenAsync(Uri address, string text, int width, int height)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains(text, StringComparison.Ordinal));
        var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        await browsed.Page.GotoAsync(address.ToString());
        return browsed;
    }
}
