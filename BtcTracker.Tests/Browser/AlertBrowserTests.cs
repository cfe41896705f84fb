using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
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
    /// <summary>
    /// Keeps what is notified, and what was granted, as headless browsers show nothing; and lets the page be hidden and left.
    /// </summary>
    private const string Watch = """
        window.notified = [];
        window.Notification = class extends EventTarget {
          static permission = 'default';
          static async requestPermission() { window.asked = (window.asked ?? 0) + 1; return Notification.permission = 'ANSWER'; }
          constructor(title, options) { super(); window.notified.push(`${title}|${options.body}|${options.tag}`); }
        };
        window.focused = true;
        document.hasFocus = () => window.focused;
        window.hide = isHidden => {
          window.focused = !isHidden;
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
          if (!isHidden) dispatchEvent(new Event('focus'));
        };
        """;

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_is_told_when_the_price_crosses_it_and_not_again_until_it_was_well_back()
    {
        await using var open = await OpenAsync();
        var page = open.Browsed.Page;
        await SetAsync(page, "93,000");
        Assert.Equal(1, await page.EvaluateAsync<int>("window.asked"));

        await open.TellAsync(93_010m);

        await Expect(page.Locator(".alert-said")).ToContainTextAsync("Bitcoin is above $93,000.00: $93,010.00 at ");
        Assert.Equal(["Bitcoin is above $93,000.00|$93,010.00, Coinbase|alert above $93,000.00"], await NotifiedAsync(page));
        foreach (var price in (decimal[])[92_950m, 93_020m, 93_030m])
        {
            await open.TellAsync(price);
            await ExpectPriceAsync(page, price);
        }

        Assert.Single(await NotifiedAsync(page));
        await open.TellAsync(92_900m);
        await ExpectPriceAsync(page, 92_900m);
        await open.TellAsync(93_001m);

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
        await open.TellAsync(92_100m);
        await ExpectPriceAsync(page, 92_100m);
        Assert.Empty(await NotifiedAsync(page));
        await open.TellAsync(91_400m);
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

        await open.TellAsync(93_500m);

        await Expect(page).ToHaveTitleAsync("🔔 $93,000 · $93,500.00 · Bitcoin · BtcTracker");
        await open.TellAsync(93_600m);
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
            .ToContainTextAsync("Notifications are blocked for this site, so alerts are shown here and in the title of this page alone.");

        await open.TellAsync(93_500m);

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
    public async Task Keys_move_a_line_that_has_the_focus_and_past_the_newest_price_it_is_for_one_from_the_other_side()
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

    /// <summary>A line at the price that is in the middle of the chart, and the grip on it.</summary>
    private static async Task<(ILocator Grip, decimal Price)> LineInChartAsync(OpenPage open, string view = "")
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

    private static Task<string[]> NotifiedAsync(IPage page) => page.EvaluateAsync<string[]>("window.notified");

    private static async Task ExpectPriceAsync(IPage page, decimal price) =>
        await Expect(page.Locator("[data-live=price]")).ToHaveTextAsync(BtcTracker.Web.Formatting.Numbers.Price(price));

    private async Task<OpenPage> OpenAsync(BrowserNewContextOptions? options = null, string answer = "granted")
    {
        var open = new OpenPage(await fixture.NewStoreAsync());
        await open.OpenAsync(fixture, chromium.Browser, options ?? Desktop, Watch.Replace("ANSWER", answer, StringComparison.Ordinal));
        return open;
    }

    /// <summary>A site with a store of its own, and a page of it.</summary>
    private sealed class OpenPage(PriceStoreHost store) : IAsyncDisposable
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

        private DateTimeOffset _slot = MarketData.Slot(secondsAgo: 60);
        private WebSite _site = null!;

        public Uri Address { get; private set; } = null!;

        public BrowsedPage Browsed { get; private set; } = null!;

        public async Task OpenAsync(Web.WebFixture fixture, IBrowser browser, BrowserNewContextOptions options, string script)
        {
            await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, _slot, 48));
            await TellAsync(92_000m);
            _site = fixture.Site(store);
            Address = _site.ListenOnFreePort();
            using var client = new HttpClient { BaseAddress = Address };
            await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("class=\"line\"", StringComparison.Ordinal));
            Browsed = await BrowsedPage.OpenAsync(browser, options);
            await Browsed.Page.AddInitScriptAsync(script);
            await Browsed.Page.GotoAsync(Address.ToString());
            await Expect(Browsed.Page.Locator("[data-live=age]")).ToContainTextAsync(" ago");
        }

        public async Task TellAsync(decimal price)
        {
            await store.Writer.TryPutQuoteAsync(MarketData.Quote(_slot, price, "coinbase"), Cancellation);
            _slot += Second;
            await store.Writer.PutScheduleAsync(new IngestSchedule(MarketMode.Live, Second, _slot, TimeSpan.FromHours(1)), Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Browsed.DisposeAsync();
            await _site.DisposeAsync();
            store.Dispose();
        }
    }
}
