using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The open page raises an alert when the price crosses a line that its reader has set.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class AlertBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_is_announced_when_the_price_crosses_it_and_not_again_until_it_was_well_back()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        await SetAsync(page, "93,000");
        Assert.Equal(1, await page.EvaluateAsync<int>("window.asked"));

        await open.PublishAsync(93_010m);

        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Bitcoin is above $93,000.00: $93,010.00 at ");
        Assert.Equal(["Bitcoin is above $93,000.00|$93,010.00, Coinbase|alert above $93,000.00"], await NotifiedAsync(page));
        foreach (var price in (decimal[])[92_950m, 93_020m, 93_030m])
        {
            await open.PublishAsync(price);
            await ExpectPriceAsync(page, price);
        }

        Assert.Single(await NotifiedAsync(page));
        await open.PublishAsync(92_900m);
        await ExpectPriceAsync(page, 92_900m);
        await open.PublishAsync(93_001m);

        await page.UntilAsync("window.notified.length === 2");
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task Neither_loading_the_page_nor_a_price_beyond_the_line_already_is_an_alert_and_lines_are_kept()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        await SetAsync(page, "91000");
        await Expect(page.Locator(".alert-said"))
            .ToHaveTextAsync(
                "Alert set: above $91,000.00. The price is above it already; the alert comes when the price returns and crosses it again."
            );
        await SetAsync(page, "91500", "below");

        await page.ReloadAsync();

        await Expect(page.Locator(".alert-lines li")).ToHaveCountAsync(2);
        await page.EvaluateAsync("Notification.permission = 'granted'");
        await open.PublishAsync(92_100m);
        await ExpectPriceAsync(page, 92_100m);
        Assert.Empty(await NotifiedAsync(page));
        await open.PublishAsync(91_400m);
        await page.UntilAsync("window.notified.length === 1");
        Assert.StartsWith("Bitcoin is below $91,500.00|", (await NotifiedAsync(page)).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_page_with_a_line_goes_on_and_its_title_rings_until_it_is_looked_at()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        await SetAsync(page, "93000");
        await page.EvaluateAsync("hide(true)");

        await open.PublishAsync(93_500m);

        await Expect(page).ToHaveTitleAsync("🔔 $93,000 · $93,500.00 · Bitcoin · BtcTracker");
        await open.PublishAsync(93_600m);
        await Expect(page).ToHaveTitleAsync("🔔 $93,000 · $93,600.00 · Bitcoin · BtcTracker");
        await page.EvaluateAsync("hide(false)");
        await Expect(page).ToHaveTitleAsync("$93,600.00 · Bitcoin · BtcTracker");
    }

    [Fact]
    public async Task Where_notifications_are_refused_the_form_says_so_and_the_rest_works()
    {
        await using var open = await OpenAsync(answer: "denied");
        var page = open.Browsed.Page;
        await SetAsync(page, "93000");
        await Expect(page.Locator(".alert-note"))
            .ToContainTextAsync("Notifications are blocked for this site, so alerts are shown only here and in the title of this page.");

        await open.PublishAsync(93_500m);

        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Bitcoin is above $93,000.00");
        Assert.Empty(await NotifiedAsync(page));
        await page.ClickAsync(".alert-lines button");
        await Expect(page.Locator(".alert-said")).ToHaveTextAsync("Alert removed: above $93,000.00.");
        await Expect(page.Locator(".alert-form [name=amount]")).ToBeFocusedAsync();
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task An_amount_that_is_none_gets_a_sentence()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        foreach (
            var (amount, said) in ((string, string)[])
                [
                    ("", "Enter an amount, such as 100000."),
                    ("1e400", "has an exponent"),
                    ("NaN", "'NaN' is not an amount."),
                    ("-5", "is negative"),
                    ("\u2212 5", "is negative"),
                    ("١٠٠", "The digits of '١٠٠' are not known here. Use 0 to 9."),
                    ("1,5", "'1,5' is not an amount."),
                    ("0", "The amount is 0."),
                    ("0.0", "The amount is 0."),
                    (new string('9', 400), "The amount is too large."),
                    ("<b>1</b>", "'<b>1</b>' is not an amount."),
                    (".", "'.' is not an amount."),
                ]
        )
        {
            await SetAsync(page, amount);
            await Expect(page.Locator(".alert-problem")).ToContainTextAsync(said);
            await Expect(page.Locator(".alert-form [name=amount]")).ToBeFocusedAsync();
        }

        await Expect(page.Locator(".alert-lines li")).ToHaveCountAsync(0);
        foreach (var amount in Enumerable.Range(1, 10))
        {
            await SetAsync(page, $"{amount}");
        }

        await SetAsync(page, "10");
        await Expect(page.Locator(".alert-problem")).ToHaveTextAsync("There is an alert above $10.00 already.");
        await SetAsync(page, "11");
        await Expect(page.Locator(".alert-problem")).ToHaveTextAsync("There are 10 alerts, the most there can be. Remove one first.");
        await Expect(page.Locator(".alert-lines li")).ToHaveCountAsync(10);
        await open.Browsed.ScreenshotAsync("alerts");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"lines\":7}")]
    [InlineData("{\"lines\":[null,{\"side\":\"<b>\",\"price\":1},{\"side\":\"above\",\"price\":\"1\"}]}")]
    public async Task What_is_kept_and_cannot_be_read_is_dropped_with_a_word(string kept)
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        await page.EvaluateAsync("kept => localStorage.setItem(`alerts ${location.href}`, kept)", kept);

        await page.ReloadAsync();

        await Expect(page.Locator(".alert-said"))
            .ToHaveTextAsync("Alerts that this browser kept could not be read and were dropped. Set them again.");
        await page.ReloadAsync();
        await Expect(page.Locator(".alert-note")).ToHaveCountAsync(1);
        await Expect(page.Locator(".alert-said")).ToHaveTextAsync(string.Empty);
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task A_key_in_the_chart_sets_a_line_at_the_crosshair_and_the_chart_shows_it()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        var chart = page.Locator("[data-chart]");
        await chart.FocusAsync();
        await Expect(page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Home");
        var close = (await chart.GetAttributeAsync("aria-valuetext"))!.Split(": ")[1].Split(", open")[0];
        await page.Keyboard.PressAsync("a");

        await Expect(page.Locator(".alert-lines li")).ToContainTextAsync(new Regex($"^(above|below) {Regex.Escape(close)} Remove"));
        await Expect(chart).ToHaveAttributeAsync("data-alert-prices", new Regex(@"^\d+(\.\d+)?$"));
        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("[data-switch=type] [aria-current]")).ToHaveTextAsync("Candles");
        await open.Browsed.ScreenshotAsync("alert-line");
        await page.ReloadAsync();
        await chart.FocusAsync();
        await Expect(chart).ToHaveAttributeAsync("data-alert-prices", new Regex(@"^\d+(\.\d+)?$"));
        Assert.Empty(open.Browsed.Problems);
    }

    [Fact]
    public async Task On_a_phone_all_of_the_form_can_be_hit_and_without_a_script_there_is_none()
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
        await SetAsync(page, "93000");
        await Expect(page.Locator(".alert-lines li")).ToHaveCountAsync(1);
        foreach (
            var target in await page.Locator(".alerts summary, .alert-form select, .alert-form input, .alerts button, .alert-tone")
                .AllAsync()
        )
        {
            Assert.InRange((await target.BoundingBoxAsync())!.Height, 44, 60);
        }

        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await open.Browsed.ScreenshotAsync("alerts-phone");
        await using var plain = await BrowsedPage.OpenAsync(chromium.Browser, new() { JavaScriptEnabled = false });
        await plain.Page.GotoAsync(open.Address.ToString());
        await Expect(plain.Page.Locator(".alerts")).ToBeHiddenAsync();
    }

    private static async Task SetAsync(IPage page, string amount, string side = "above")
    {
        if (!await page.Locator(".alert-form [name=amount]").IsVisibleAsync())
        {
            await page.ClickAsync(".alerts summary");
        }

        await page.SelectOptionAsync(".alert-form [name=side]", side);
        await page.FillAsync(".alert-form [name=amount]", amount);
        await page.ClickAsync(".alert-form button");
    }

    private static Task<string[]> NotifiedAsync(IPage page) => page.EvaluateAsync<string[]>("window.notified");

    private static async Task ExpectPriceAsync(IPage page, decimal price) =>
        await Expect(page.Locator("[data-live=price]")).ToHaveTextAsync(BtcTracker.Web.Formatting.Numbers.Price(price));

    private Task<AlertPage> OpenAsync(BrowserNewContextOptions? options = null, string answer = "granted") =>
        AlertPage.OpenAsync(fixture, chromium, options, answer);
}
