using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The line of an alert in the chart is moved by mouse, finger and keys, and the alert with it.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class AlertGripBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("?unit=sat&type=candles", -1)]
    public async Task A_line_in_the_chart_is_dragged_by_the_mouse_and_the_alert_is_at_its_new_price(string view, int direction)
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        var (grip, before) = await LineInChartAsync(open, view);
        var place = (await grip.BoundingBoxAsync())!;
        var (across, down) = (place.X + (place.Width / 2), place.Y + (place.Height / 2));
        var lines = await page.Locator(".alert-lines li").TextContentAsync();

        await page.Mouse.MoveAsync(across, down);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(across, down - 20, new() { Steps = 4 });
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        Assert.Equal(before, await PriceOfLineAsync(page));
        Assert.Equal(lines, await page.Locator(".alert-lines li").TextContentAsync());

        await page.Mouse.MoveAsync(across, down);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(across, down - 40, new() { Steps = 4 });
        await page.Mouse.UpAsync();

        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Alert moved: ");
        var after = await PriceOfLineAsync(page);
        Assert.Equal(direction, Math.Sign(after - before));
        await Expect(page.Locator(".alert-lines li")).ToContainTextAsync(BtcTracker.Web.Formatting.Numbers.Price(after));
        await page.UntilAsync(
            """
            place => {
              const { top, height } = document.querySelector('.alert-grips button').getBoundingClientRect();
              return Math.abs(top + height / 2 - place) < 2;
            }
            """,
            down - 40
        );
        await page.Mouse.MoveAsync(across, down + 60);
        await open.Browsed.ScreenshotAsync($"alert-dragged{direction}");
        await page.ReloadAsync();
        await page.Locator("[data-chart]").FocusAsync();
        await Expect(page.Locator("[data-chart]")).ToHaveAttributeAsync("data-alert-prices", new Regex("."));
        Assert.Equal(after, await PriceOfLineAsync(page));
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task Keys_move_a_line_that_has_the_focus_and_past_the_latest_price_it_is_for_one_from_the_other_side()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        var (grip, before) = await LineInChartAsync(open);

        await grip.FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.UntilAsync("before => Number(document.querySelector('[data-chart]').dataset.alertPrices) > before", (double)before);
        await Expect(grip).ToBeFocusedAsync();
        var higher = await PriceOfLineAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("PageDown");
        await page.UntilAsync("higher => Number(document.querySelector('[data-chart]').dataset.alertPrices) < higher", (double)higher);
        foreach (var _ in Enumerable.Range(0, 60))
        {
            await page.Keyboard.PressAsync("PageDown");
        }

        await Expect(grip).ToHaveAttributeAsync("aria-valuetext", new Regex("^below [$]"));
        foreach (var _ in Enumerable.Range(0, 120))
        {
            await page.Keyboard.PressAsync("PageUp");
        }

        await Expect(grip).ToHaveAttributeAsync("aria-valuetext", new Regex("^above [$]"));
        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Alert moved: above $");
        await Expect(grip).ToBeFocusedAsync();
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task A_finger_drags_a_line_and_the_page_stays_where_it_is()
    {
        await using var open = await OpenAsync(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                IsMobile = true,
                HasTouch = true,
            }
        );
        var page = open.Browsed.Page;
        var (grip, before) = await LineInChartAsync(open);
        await page.Locator("[data-chart]").EvaluateAsync("box => box.scrollIntoView({ block: 'center' })");
        var place = (await grip.BoundingBoxAsync())!;
        var (across, down, scrolled) = (
            place.X + (place.Width / 2),
            place.Y + (place.Height / 2),
            await page.EvaluateAsync<double>("scrollY")
        );
        Assert.InRange(place.Height, 44, 60);
        var touches = await page.Context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, double? y) =>
            touches.SendAsync(
                "Input.dispatchTouchEvent",
                new() { ["type"] = type, ["touchPoints"] = y is null ? Array.Empty<object>() : new object[] { new { x = across, y } } }
            );

        await TouchAsync("touchStart", down);
        foreach (var step in Enumerable.Range(1, 6))
        {
            await TouchAsync("touchMove", down - (5 * step));
        }

        await TouchAsync("touchEnd", null);

        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Alert moved: ");
        Assert.True(await PriceOfLineAsync(page) > before);
        Assert.Equal(scrolled, await page.EvaluateAsync<double>("scrollY"));
        await open.Browsed.ScreenshotAsync("alert-dragged-phone");
        Assert.Empty(open.Browsed.Problems);
    }

    /// <summary>A line at the price that is in the middle of the chart, and the grip on it.</summary>
    private static async Task<(ILocator Grip, decimal Price)> LineInChartAsync(AlertPage open, string view = "")
    {
        var page = open.Browsed.Page;
        await page.GotoAsync(new Uri(open.Address, view).ToString());
        await page.Locator("[data-chart]").FocusAsync();
        await Expect(page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        // The price of the row whose close is nearest to the middle: there is room to drag to either side.
        await page.Keyboard.PressAsync("Home");
        var closes = new List<decimal>();
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await page.Keyboard.PressAsync("ArrowRight");
            closes.Add(CloseIn(await page.Locator("[data-chart]").GetAttributeAsync("aria-valuetext")));
        }

        var middle = (closes.Min() + closes.Max()) / 2;
        var wanted = closes.MinBy(close => Math.Abs(close - middle));
        while (CloseIn(await page.Locator("[data-chart]").GetAttributeAsync("aria-valuetext")) != wanted)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }

        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-chart]")).ToHaveAttributeAsync("data-alert-prices", new Regex("."));
        var grip = page.Locator(".alert-grips button");
        await Expect(grip).ToBeVisibleAsync();
        return (grip, await PriceOfLineAsync(page));
    }

    private static decimal CloseIn(string? spoken) =>
        decimal.Parse(Regex.Match(spoken!, ": [$]?([0-9.,]*[0-9])").Groups[1].Value, CultureInfo.InvariantCulture);

    private static async Task<decimal> PriceOfLineAsync(IPage page) =>
        decimal.Parse((await page.Locator("[data-chart]").GetAttributeAsync("data-alert-prices"))!, CultureInfo.InvariantCulture);

    private Task<AlertPage> OpenAsync(BrowserNewContextOptions? options = null, string answer = "granted") =>
        AlertPage.OpenAsync(fixture, chromium, options, answer);
}
