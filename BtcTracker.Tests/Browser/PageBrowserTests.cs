using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

[Trait("Level", "Browser")]
public sealed class PageBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    private const double SmallestShiftThatCounts = 0.02;

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
    public async Task The_page_is_right_without_any_script()
    {
        await using var browsed = await OpenAsync(new(Desktop) { JavaScriptEnabled = false });

        await Expect(browsed.Page.Locator(".price")).ToContainTextAsync("$");
        await Expect(browsed.Page.Locator(".drawing path.line"))
            .ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M0 "));
        await browsed.Page.ClickAsync("a[data-range='1M']");

        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("Over the last month Bitcoin went from");
        await browsed.ScreenshotAsync("no-script");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_chart_replaces_the_drawing_without_moving_the_layout()
    {
        await using var browsed = await OpenAsync(Desktop);

        await WaitForChartAsync(browsed);

        await browsed.ScreenshotAsync("desktop");
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData("1M")]
    [InlineData("ALL")]
    public async Task A_range_is_changed_without_a_reload(string range)
    {
        await using var browsed = await OpenAsync(Desktop);
        await WaitForChartAsync(browsed);
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await browsed.Page.ClickAsync($"a[data-range='{range}']");

        await Expect(browsed.Page).ToHaveURLAsync(new Uri(site.Address, $"/?range={range}").ToString());
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);
        await Expect(browsed.Page.Locator(".chip-range")).ToHaveTextAsync(range);
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToBeFocusedAsync();
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        await browsed.Page.GoBackAsync();
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1D");
        await browsed.Page.GoForwardAsync();
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);
        await browsed.ScreenshotAsync("range-" + range);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_new_quote_moves_the_price_the_title_and_the_chart_without_a_reload()
    {
        await using var browsed = await OpenAsync(Desktop);
        await WaitForChartAsync(browsed);
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await site.PublishAsync(93_017.4m);

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,017.40", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("data-last-price", "93017.4");
        await Expect(browsed.Page).ToHaveTitleAsync("$93,017.40 · Bitcoin · BtcTracker");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        var written = await TextsAsync(browsed.Page);
        await browsed.Page.ReloadAsync();
        Assert.Equal(await TextsAsync(browsed.Page), written);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_chart_is_read_with_the_keyboard()
    {
        await using var browsed = await OpenAsync(Desktop);
        await WaitForChartAsync(browsed);
        var chart = browsed.Page.Locator("[data-chart]");

        await chart.FocusAsync();
        var latest = await chart.GetAttributeAsync("aria-valuetext");
        await browsed.Page.Keyboard.PressAsync("ArrowLeft");

        var before = await chart.GetAttributeAsync("aria-valuetext");
        Assert.NotEqual(latest, before);
        Assert.Matches(@"^\d+ \w{3} \d{4}, \d\d:\d\d UTC: \$[\d,.]+, open \$[\d,.]+, high \$[\d,.]+, low \$[\d,.]+$", before!);
        var (time, close) = (before!.Split(": ")[0], before.Split(": ")[1].Split(", open")[0]);
        await Expect(browsed.Page.Locator(".readout"))
            .ToHaveTextAsync(new Regex($"^{Regex.Escape(time)} · O .* H .* L .* C {Regex.Escape(close)} · "));
        await Expect(chart).ToHaveRoleAsync(AriaRole.Slider);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_range_that_was_chosen_last_is_shown_however_late_an_earlier_one_comes()
    {
        await using var browsed = await OpenAsync(Desktop);
        await WaitForChartAsync(browsed);
        var released = new TaskCompletionSource();
        await browsed.Page.RouteAsync(
            "**/?range=ALL",
            async route =>
            {
                await released.Task;
                await route.ContinueAsync();
            }
        );

        await browsed.Page.ClickAsync("a[data-range='ALL']");
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");
        await browsed.Page.RunAndWaitForResponseAsync(() => Task.FromResult(released.TrySetResult()), "**/?range=ALL");

        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("Over the last month");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");
        Assert.EndsWith("/?range=1M", browsed.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_that_could_not_be_loaded_is_loaded_at_the_next_touch()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Phone);
        await browsed.Page.RouteAsync("**/dist/chart*.js", route => route.AbortAsync(), new() { Times = 1 });
        await browsed.Page.GotoAsync(site.Address.ToString());
        await browsed.Page.RunAndWaitForConsoleMessageAsync(
            () => browsed.Page.Locator("[data-chart]").TapAsync(),
            new() { Predicate = message => message.Text.StartsWith("The chart could not be loaded", StringComparison.Ordinal) }
        );

        await browsed.Page.Locator("[data-chart]").TapAsync();

        await WaitForChartAsync(browsed);
    }

    [Fact]
    public async Task A_viewers_wrong_clock_makes_no_price_old()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.AddInitScriptAsync("const right = Date.now; Date.now = () => right() + 7200000;");

        await browsed.Page.GotoAsync(site.Address.ToString());

        await Expect(browsed.Page.Locator("[data-live=age]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d+ (s|min) ago"));
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    [Theory]
    [InlineData("1D")]
    [InlineData("7D")]
    [InlineData("1M")]
    [InlineData("ALL")]
    public async Task Times_below_the_chart_of_a_phone_are_whole_and_apart(string range)
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Phone);
        await browsed.Page.GotoAsync(new Uri(site.Address, $"/?range={range}").ToString());

        var edges = await browsed.Page.EvaluateAsync<double[]>(
            """
            () => [document.querySelector('.chart').getBoundingClientRect().left,
              ...[...document.querySelectorAll('.times text')].map(text => text.getBoundingClientRect()).filter(box => box.width > 0).flatMap(box => [box.left, box.right]),
              document.querySelector('.chart').getBoundingClientRect().right]
            """
        );

        Assert.True(edges.Length >= 6);
        Assert.Equal(edges.Order(), edges);
    }

    [Fact]
    public async Task A_dark_system_gets_a_dark_page()
    {
        await using var browsed = await OpenAsync(new(Desktop) { ColorScheme = ColorScheme.Dark });

        await WaitForChartAsync(browsed);

        await browsed.ScreenshotAsync("desktop-dark");
        Assert.Equal("rgb(20, 20, 20)", await browsed.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_phone_gets_one_column_with_targets_for_fingers_and_the_library_only_when_touched()
    {
        await using var browsed = await OpenAsync(Phone);
        await browsed.ScreenshotAsync("mobile");

        var heights = await browsed
            .Page.Locator(".ranges a")
            .EvaluateAllAsync<double[]>("links => links.map(link => link.getBoundingClientRect().height)");
        Assert.All(heights, height => Assert.InRange(height, 44, 60));
        Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        Assert.Equal(0, await browsed.Page.Locator(".surface").CountAsync());
        await browsed.Page.Locator("[data-chart]").TapAsync();

        await WaitForChartAsync(browsed);
        await browsed.ScreenshotAsync("mobile-chart");
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        Assert.Empty(browsed.Problems);
    }

    private static async Task WaitForChartAsync(BrowsedPage browsed)
    {
        try
        {
            await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        }
        catch (PlaywrightException missing)
        {
            Assert.Fail($"The chart was not drawn. {string.Join(' ', browsed.Problems)} {missing.Message}");
        }
    }

    private static async Task<string> TextsAsync(IPage page) =>
        string.Join(
            '|',
            (
                await page.Locator("[data-live=price], [data-part=change], [data-live=time], [data-change-over]").AllTextContentsAsync()
            ).Select(text => string.Concat(text.Split(' ', '\n', '\r')))
        );

    private async Task<BrowsedPage> OpenAsync(BrowserNewContextOptions options)
    {
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, options);
        var response = await browsed.Page.GotoAsync(site.Address.ToString());
        Assert.Equal("200", response!.Status.ToString(CultureInfo.InvariantCulture));
        return browsed;
    }
}
