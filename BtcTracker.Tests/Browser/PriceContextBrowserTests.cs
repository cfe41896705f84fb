using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The key figures of the price, their explanations and the returns, on an open page.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class PriceContextBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_compares_the_price_with_the_past_moves_with_a_tick()
    {
        using var store = await StoreAsync(260);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(
            site,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );

        await store.Writer.TryPutTickAsync(new Tick(93_000m, TimeProvider.System.GetUtcNow(), "kraken"), Cancellation);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 20_000 });

        var multiple = browsed.Page.Locator("[data-multiple-of]");
        var average = Number(await multiple.GetAttributeAsync("data-multiple-of"));
        await Expect(multiple).ToHaveTextAsync(Numbers.Multiple(93_000m / average));
        var compared = await browsed.Page.Locator("[data-from]").AllAsync();
        Assert.Equal(2, compared.Count);
        foreach (var from in compared)
        {
            await Expect(from)
                .ToHaveTextAsync(Numbers.Percent(PriceChange.Percent(Number(await from.GetAttributeAsync("data-from")), 93_000m)));
        }

        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task An_explanation_moves_nothing_and_stays_open_with_the_focus_when_the_figures_are_updated(int width, ColorScheme colors)
    {
        using var store = await StoreAsync(1_500);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(
            site,
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colors,
            }
        );
        var before = await TopsAsync(browsed);

        foreach (var id in (string[])["cap", "halving", "mayer", "returns"])
        {
            await browsed.Page.Locator($"#why-{id} summary").FocusAsync();
            await browsed.Page.Keyboard.PressAsync("Enter");
            var place = await browsed
                .Page.Locator($"#why-{id} p")
                .EvaluateAsync<double[]>("text => { const box = text.getBoundingClientRect(); return [box.left, box.right, box.height]; }");
            Assert.InRange(place[0], 0, width);
            Assert.InRange(place[1], 0, width);
            Assert.InRange(place[2], 20, 150);
            Assert.Equal(before, await TopsAsync(browsed));
            await browsed.ScreenshotAsync($"why-{id}-{width}");
        }

        await browsed.Page.Locator("#why-mayer summary").FocusAsync();
        await browsed.Page.Keyboard.PressAsync("Enter");
        await browsed.Page.EvaluateAsync("document.querySelector('[data-part=standing]').dataset.old = ''");
        await browsed.Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Expect(browsed.Page.Locator("[data-part=standing]:not([data-old])")).ToHaveCountAsync(1);

        Assert.Equal(
            ["why-mayer"],
            await browsed.Page.Locator("details[open]").EvaluateAllAsync<string[]>("all => all.map(one => one.id)")
        );
        Assert.Equal("why-mayer", await browsed.Page.EvaluateAsync<string>("document.activeElement.parentElement.id"));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task On_a_phone_the_returns_scroll_in_a_region_of_their_own_and_the_years_stay_in_sight()
    {
        using var store = await StoreAsync(1_500);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(
            site,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                JavaScriptEnabled = false,
            }
        );
        var region = browsed.Page.GetByRole(AriaRole.Region, new() { Name = "Returns by month and year" });

        await region.FocusAsync();
        await region.EvaluateAsync("region => region.scrollLeft = 1_000");

        Assert.InRange(await region.EvaluateAsync<double>("region => region.scrollLeft"), 100, 1_000);
        Assert.True(
            await region.EvaluateAsync<bool>(
                "region => region.querySelector('tbody th').getBoundingClientRect().left >= region.getBoundingClientRect().left"
            )
        );
        Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await browsed.Page.Locator("#why-volatility summary").ClickAsync();
        await Expect(browsed.Page.Locator("#why-volatility p")).ToBeVisibleAsync();
        await browsed.ScreenshotAsync("returns-390");
        Assert.Empty(browsed.Problems);
    }

    /// <summary>Where every line of the figures begins.</summary>
    private static Task<double[]> TopsAsync(BrowsedPage browsed) =>
        browsed
            .Page.Locator(":is(.figures, .standing, .returns) :is(h2, h3, dt, figure, .footnote, table)")
            .EvaluateAllAsync<double[]>("lines => lines.map(line => line.getBoundingClientRect().top + scrollY)");

    private static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);

    private async Task<PriceStoreHost> StoreAsync(int days)
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot());
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, days));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m), Cancellation);
        var schedule = MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)) with { TickPeriod = TimeSpan.FromSeconds(2) };
        await store.Writer.PutScheduleAsync(schedule, Cancellation);
        return store;
    }

    private async Task<BrowsedPage> OpenAsync(WebSite site, BrowserNewContextOptions options)
    {
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(
            client,
            "/",
            (_, body) =>
                body.Contains("data-multiple-of", StringComparison.Ordinal)
                && body.Contains("$92,000.00", StringComparison.Ordinal)
                // What comes later would be drawn into the open page.
                && site.Services.GetRequiredService<CurrentSnapshot>().Value.IsComplete
        );
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, options);
        await browsed.Page.GotoAsync(address.ToString());
        return browsed;
    }
}
