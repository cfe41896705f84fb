using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>What a reader can do with the chart: make it another size, zoom, point, tap and print.</summary>
[Trait("Level", "Browser")]
public sealed class ChartBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
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

    private const string TenFrames =
        "new Promise(done => { let frames = 10; const next = () => --frames ? requestAnimationFrame(next) : done(); next(); })";

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    private static readonly BrowserNewContextOptions Phone = new()
    {
        ViewportSize = new() { Width = 390, Height = 844 },
        DeviceScaleFactor = 2,
        IsMobile = true,
        HasTouch = true,
    };

    [Fact]
    public async Task A_window_that_becomes_narrow_keeps_the_whole_range_and_the_latest_price()
    {
        await using var browsed = await OpenAsync(Desktop);

        var start = (await browsed.Page.Locator(".readout").TextContentAsync())!.Split(',')[0];
        await AssertLastPriceAsync(browsed.Page, () => browsed.Page.SetViewportSizeAsync(400, 900));

        await browsed.ScreenshotAsync("chart-narrowed");
        var box = (await browsed.Page.Locator("[data-chart]").BoundingBoxAsync())!;
        await browsed.Page.Mouse.MoveAsync(box.X + 1, box.Y + 100);
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync(" · O $");
        // A pixel is more than a candle.
        var first = (await browsed.Page.Locator(".readout").TextContentAsync())!.Split(" · ")[0];
        Assert.InRange((Day(first) - Day(start)).TotalDays, 0, 4);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_zoom_into_the_past_never_labels_an_old_price_as_the_latest()
    {
        await using var browsed = await OpenAsync(Desktop);
        var box = (await browsed.Page.Locator("[data-chart]").BoundingBoxAsync())!;
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await browsed.Page.Mouse.MoveAsync(box.X + 10, box.Y + 100);

        await browsed.Page.Mouse.WheelAsync(0, -600);

        // The crosshair has a price of its own, and another size is drawn again.
        await browsed.Page.Mouse.MoveAsync(box.X + 10, 1);
        await browsed.Page.EvaluateAsync(TenFrames);
        await AssertLastPriceAsync(browsed.Page, () => browsed.Page.SetViewportSizeAsync(1000, 900));

        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_focused_chart_speaks_when_a_key_is_pressed_and_not_when_a_price_comes()
    {
        await using var browsed = await OpenAsync(Desktop, "1D");
        var chart = browsed.Page.Locator("[data-chart]");
        await chart.FocusAsync();
        await chart.EvaluateAsync(
            "box => { window.spoken = 0; new MutationObserver(() => window.spoken++).observe(box, { attributeFilter: ['aria-valuetext', "
                + "'aria-valuenow', 'aria-valuemax'] }); }"
        );

        await site.PublishAsync(91_888.8m);
        await Expect(chart).ToHaveAttributeAsync("data-last-price", "91888.8");

        Assert.Equal(0, await browsed.Page.EvaluateAsync<int>("window.spoken"));
        await browsed.Page.Keyboard.PressAsync("End");
        await Expect(chart).ToHaveAttributeAsync("aria-valuetext", new Regex(@": \$91,888\.80, open "));
    }

    [Fact]
    public async Task Page_up_goes_forward_plus_and_minus_zoom_and_zero_and_Escape_show_all_again()
    {
        await using var browsed = await OpenAsync(Desktop, "1D");
        var chart = browsed.Page.Locator("[data-chart]");
        await chart.FocusAsync();
        var range = await browsed.Page.Locator(".readout").TextContentAsync();
        await browsed.Page.Keyboard.PressAsync("Home");
        await browsed.Page.Keyboard.PressAsync("PageUp");
        await Expect(chart).ToHaveAttributeAsync("aria-valuenow", "10");
        await browsed.Page.Keyboard.PressAsync("PageDown");
        await Expect(chart).ToHaveAttributeAsync("aria-valuenow", "0");

        await browsed.Page.Keyboard.PressAsync("End");
        var whole = await HoveredAtLeftAsync(browsed.Page);
        await browsed.Page.Keyboard.PressAsync("+");
        var near = await HoveredAtLeftAsync(browsed.Page);
        await browsed.Page.Keyboard.PressAsync("-");
        var far = await HoveredAtLeftAsync(browsed.Page);
        await browsed.Page.Keyboard.PressAsync("+");
        await browsed.Page.Keyboard.PressAsync("Escape");

        await Expect(browsed.Page.Locator(".readout")).ToHaveTextAsync(range!);
        Assert.True(near > whole && far < near, $"At the left were {whole:O}, zoomed in {near:O}, out {far:O}.");
        Assert.Equal(whole, await HoveredAtLeftAsync(browsed.Page));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_key_lists_the_keys_and_the_list_is_the_one_on_the_page_about()
    {
        await using var browsed = await OpenAsync(Desktop, "1D");
        var chart = browsed.Page.Locator("[data-chart]");
        await chart.FocusAsync();
        await browsed.Page.Keyboard.PressAsync("?");

        var sheet = browsed.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys in the chart" });
        await Expect(sheet).ToBeVisibleAsync();
        await browsed.ScreenshotAsync("keys");
        var keys = await sheet.Locator("dl").InnerTextAsync();
        Assert.Contains("logarithmic or linear", keys, StringComparison.Ordinal);
        await browsed.Page.Keyboard.PressAsync("Escape");
        await Expect(sheet).ToBeHiddenAsync();
        await Expect(chart).ToBeFocusedAsync();
        await browsed.Page.GotoAsync(new Uri(site.Address, "/about#keys").ToString());
        var about = await browsed.Page.Locator("[aria-labelledby=keys] dl").InnerTextAsync();
        Assert.Equal(
            about!.Split(null as char[], StringSplitOptions.RemoveEmptyEntries),
            keys.Split(null as char[], StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Keys_choose_candles_the_scale_and_the_range_and_the_chart_keeps_the_focus()
    {
        await using var browsed = await OpenAsync(Desktop, "1D");
        var chart = browsed.Page.Locator("[data-chart]");
        await chart.FocusAsync();

        await browsed.Page.Keyboard.PressAsync("c");
        await Expect(browsed.Page.Locator("[data-switch=type] [aria-current]")).ToHaveTextAsync("Candles");
        await browsed.Page.Keyboard.PressAsync("l");
        await Expect(browsed.Page.Locator("[data-switch=scale] [aria-current]")).ToHaveTextAsync("Log");
        await browsed.Page.Keyboard.PressAsync("4");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "3M");
        await browsed.Page.Keyboard.PressAsync("c");

        await Expect(browsed.Page.Locator("[data-switch=type] [aria-current]")).ToHaveTextAsync("Line");
        await Expect(browsed.Page).ToHaveURLAsync(new Regex(@"\?range=3M&scale=log$"));
        await Expect(chart).ToBeFocusedAsync();
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_tap_reads_the_candle_below_it()
    {
        await using var browsed = await OpenAsync(Phone, "1D");
        var box = (await browsed.Page.Locator("[data-chart]").BoundingBoxAsync())!;

        await browsed.Page.Touchscreen.TapAsync(box.X + 100, box.Y + 100);

        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync(" H $");
        await browsed.ScreenshotAsync("mobile-tap");
        await browsed.Page.Keyboard.PressAsync("Escape");
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync(" candles");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_print_has_axes_and_volume_in_the_light_colours(ColorScheme scheme)
    {
        await using var browsed = await OpenAsync(new(Desktop) { ColorScheme = scheme }, "1D");

        await browsed.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(browsed.Page.Locator(".drawing .prices text").First).ToBeVisibleAsync();
        await Expect(browsed.Page.Locator(".drawing .times text").First).ToBeVisibleAsync();
        await Expect(browsed.Page.Locator(".drawing .volume")).ToBeVisibleAsync();
        await Expect(browsed.Page.Locator(".surface")).ToBeHiddenAsync();
        await Expect(browsed.Page.Locator(".ranges")).ToBeHiddenAsync();
        await Expect(browsed.Page.Locator(".price")).ToHaveCSSAsync("color", "rgb(36, 36, 36)");
        await Expect(browsed.Page.Locator(".range-change [data-direction=up]").First).ToHaveCSSAsync("color", "rgb(11, 98, 184)");
        await browsed.ScreenshotAsync($"print-{scheme}");
    }

    [Fact]
    public async Task The_table_is_a_region_for_the_keyboard_and_fits_a_phone()
    {
        await using var browsed = await OpenAsync(Phone, "1Y");
        await browsed.Page.ClickAsync("details > summary");
        await Expect(browsed.Page.Locator(".history caption")).ToHaveTextAsync("Bitcoin in US dollars over the last year, newest first");
        var table = browsed.Page.GetByRole(AriaRole.Region, new() { Name = "Price history as a table" });

        await table.FocusAsync();
        await browsed.Page.Keyboard.PressAsync("End");

        await browsed.Page.UntilAsync("document.activeElement.scrollTop > 0");
        Assert.Equal(0, await table.EvaluateAsync<int>("region => region.scrollWidth - region.clientWidth"));
        await Expect(browsed.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Open" })).ToBeHiddenAsync();
        const int Ring = 4;
        Assert.True(
            await table.EvaluateAsync<double>(
                "region => region.getBoundingClientRect().top - "
                    + "region.parentElement.querySelector('summary').getBoundingClientRect().bottom"
            ) >= Ring
        );
        await browsed.ScreenshotAsync("mobile-table");
    }

    private static async Task<DateTime> HoveredAtLeftAsync(IPage page)
    {
        var box = (await page.Locator("[data-chart]").BoundingBoxAsync())!;
        await page.EvaluateAsync(TenFrames);
        await page.Mouse.MoveAsync(box.X + 2, box.Y + 100);
        await page.EvaluateAsync(TenFrames);
        var read = (await page.Locator(".readout").TextContentAsync())!.Split(" · ")[0];
        await page.Mouse.MoveAsync(box.X + 2, 1);
        await page.EvaluateAsync(TenFrames);
        return Day(read.Replace(" UTC", string.Empty, StringComparison.Ordinal));
    }

    private static DateTime Day(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Ticks are round prices; of the others only the latest may be written on the axis.</summary>
    private static async Task AssertLastPriceAsync(IPage page, Func<Task> change)
    {
        var latest = await page.EvaluateAsync<string>(
            "Math.round(document.querySelector('[data-live=price]').textContent.replace(/[$,]/g, '')).toLocaleString('en-US')"
        );
        await page.EvaluateAsync("window.pricesWritten.clear()");
        await change();
        await page.UntilAsync("window.pricesWritten.size > 0");
        // The library draws once a frame, and again when it has measured its new size.
        await page.EvaluateAsync(TenFrames);
        var written = await page.EvaluateAsync<string[]>("[...window.pricesWritten]");
        Assert.All(written.Where(price => !price.EndsWith("00", StringComparison.Ordinal)), price => Assert.Equal(latest, price));
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
