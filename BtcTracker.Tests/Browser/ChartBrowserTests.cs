using System.Globalization;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>What a reader can do with the chart: make it another size, zoom, point and tap.</summary>
[Trait("Level", "Browser")]
public sealed class ChartBrowserTests(ChromiumFixture chromium, PageFixture site) : IClassFixture<ChromiumFixture>, IClassFixture<PageFixture>
{
    /// <summary>Keeps the whole prices that the canvases were given to write.</summary>
    private const string WatchPrices = """
        window.pricesWritten = new Set();
        const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
          if (/^[\d,]{5,}$/.test(text)) window.pricesWritten.add(text);
          return write.call(this, text, ...rest);
        };
        """;

    private const string TenFrames = "new Promise(done => { let frames = 10; const next = () => --frames ? requestAnimationFrame(next) : done(); next(); })";

    private static readonly BrowserNewContextOptions Desktop = new() { ViewportSize = new() { Width = 1280, Height = 900 } };

    [Fact]
    public async Task A_window_that_becomes_narrow_keeps_the_whole_range_and_the_newest_price()
    {
        await using var browsed = await OpenAsync(Desktop);

        var start = (await browsed.Page.Locator(".readout").TextContentAsync())!.Split(',')[0];
        await AssertLastPriceAsync(browsed.Page, () => browsed.Page.SetViewportSizeAsync(400, 900));

        await browsed.ScreenshotAsync("chart-narrowed");
        var box = (await browsed.Page.Locator("[data-chart]").BoundingBoxAsync())!;
        await browsed.Page.Mouse.MoveAsync(box.X + 1, box.Y + 100);
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync(" · $");
        // A pixel is more than a candle.
        var first = (await browsed.Page.Locator(".readout").TextContentAsync())!.Split(" · ")[0];
        Assert.InRange((Day(first) - Day(start)).TotalDays, 0, 4);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_zoom_into_the_past_never_labels_an_old_price_as_the_newest()
    {
        await using var browsed = await OpenAsync(Desktop);
        var box = (await browsed.Page.Locator("[data-chart]").BoundingBoxAsync())!;
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await browsed.Page.Mouse.MoveAsync(box.X + 10, box.Y + 100);

        await browsed.Page.Mouse.WheelAsync(0, -600);

        // The crosshair has a price of its own, and another size is drawn anew.
        await browsed.Page.Mouse.MoveAsync(box.X + 10, 1);
        await browsed.Page.EvaluateAsync(TenFrames);
        await AssertLastPriceAsync(browsed.Page, () => browsed.Page.SetViewportSizeAsync(1000, 900));

        Assert.Empty(browsed.Problems);
    }

    private static DateTime Day(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Ticks are round prices; of the others only the newest may be written on the axis.</summary>
    private static async Task AssertLastPriceAsync(IPage page, Func<Task> change)
    {
        var newest = await page.EvaluateAsync<string>("Math.round(document.querySelector('[data-live=price]').textContent.replace(/[$,]/g, '')).toLocaleString('en-US')");
        await page.EvaluateAsync("window.pricesWritten.clear()");
        await change();
        await page.WaitForFunctionAsync("() => window.pricesWritten.size > 0");
        // The library draws once a frame, and again when it has measured its new size.
        await page.EvaluateAsync(TenFrames);
        var written = await page.EvaluateAsync<string[]>("[...window.pricesWritten]");
        Assert.All(written.Where(price => !price.EndsWith("00", StringComparison.Ordinal)), price => Assert.Equal(newest, price));
    }

    private async Task<BrowsedPage> OpenAsync(BrowserNewContextOptions options, string range = "1Y")
    {
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, options);
        await browsed.Page.AddInitScriptAsync(WatchPrices);
        await browsed.Page.GotoAsync(new Uri(site.Address, $"/?range={range}").ToString());
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        await browsed.Page.EvaluateAsync("document.activeElement.blur()");
        return browsed;
    }
}
