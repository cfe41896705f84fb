using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Browser;

/// <summary>The pages for reading in a browser: within their policy, still, and as wide as the window.</summary>
[Trait("Level", "Browser")]
public sealed class GuideBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const double SmallestShiftThatCounts = 0.01;

    [Slow]
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Each_page_keeps_its_policy_its_width_and_its_place(int width, ColorScheme colors)
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 400));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m, "coinbase"), TestContext.Current.CancellationToken);
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/api", (_, body) => body.Contains("class=\"answer\"", StringComparison.Ordinal));
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colors,
            }
        );

        foreach (var page in (string[])["about", "api", "history", "convert?amount=2&from=BTC&to=USD", "convert?amount=1,5", "what-if"])
        {
            await browsed.Page.GotoAsync(new Uri(address, page).ToString());
            await browsed.ScreenshotAsync($"{page.Split('?')[0]}-{width}-{colors}");

            Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
            Assert.Equal("16px", await browsed.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.guide')).rowGap"));
            await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        }

        Assert.Empty(browsed.Problems);
    }
}
