using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Browser;

/// <summary>A person's own page in a browser.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class MeBrowserTests(ChromiumFixture chromium, PageFixture site) : IClassFixture<ChromiumFixture>, IClassFixture<PageFixture>
{
    [Fact]
    public async Task A_record_is_kept_by_forms_without_a_script()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { JavaScriptEnabled = false });
        await StartAsync(browsed.Page, "Unscripted");

        await AddAsync(browsed.Page, "0.5", "1000");

        Assert.Contains("0.50000000", await browsed.Page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(browsed.Page.Locator(".bought circle")).ToHaveCountAsync(1);
        await browsed.Page.GetByLabel("Delete the purchase of").ClickAsync();
        await Assertions.Expect(browsed.Page.GetByText("None yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Alerts_are_set_and_removed_by_forms_without_a_script()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { JavaScriptEnabled = false });
        await StartAsync(browsed.Page, "Alarmed");

        await AlertAsync(browsed.Page, "below", "1,000");

        await Assertions.Expect(browsed.Page.Locator(".alert-lines li")).ToContainTextAsync("below $1,000.00");
        await Assertions.Expect(browsed.Page.Locator("[data-me='notify']")).ToBeHiddenAsync();
        await browsed.Page.GetByLabel("Remove the alert below $1,000.00").ClickAsync();
        await Assertions.Expect(browsed.Page.GetByText("No alert is set.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_alert_that_a_quote_reaches_is_shown_on_the_open_page()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        await StartAsync(browsed.Page, "Watching");
        await AlertAsync(browsed.Page, "above", "95,000");

        await site.PublishAsync(95_500m);

        await Assertions
            .Expect(browsed.Page.Locator("[data-me='said']"))
            .ToContainTextAsync("Bitcoin is above $95,000.00: $95,500.00", new() { Timeout = 20_000 });
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_device_is_subscribed_by_a_button()
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new() { ServiceWorkers = ServiceWorkerPolicy.Allow, Permissions = ["notifications"] }
        );
        var page = browsed.Page;

        // A headless browser has no push service.
        await page.AddInitScriptAsync(
            $$"""
            PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => ({
              toJSON: () => ({
                endpoint: `https://push.example.com/${userVisibleOnly}/${applicationServerKey}`,
                keys: { p256dh: '{{site.Device.P256dh}}', auth: '{{site.Device.Auth}}' },
              }),
            });
            """
        );
        await StartAsync(page, "Notified");
        await AlertAsync(page, "above", "250,000");
        await page.Locator("[data-me='notify']").ClickAsync();
        await Assertions.Expect(page.GetByText("A device is notified of these alerts")).ToBeVisibleAsync();
        var holder = (await site.Store.Holders.FindAsync(HolderName.Parse("Notified"), TestContext.Current.CancellationToken))!.Holder;
        var alert = Assert.Single(await site.Store.HolderAlerts.FindAsync(holder, TestContext.Current.CancellationToken));
        Assert.Equal(site.Device.Subscription($"https://push.example.com/true/{site.Device.P256dh}"), alert.Push);
    }

    [Fact]
    public async Task The_service_worker_shows_what_is_pushed_whatever_it_is()
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new() { ServiceWorkers = ServiceWorkerPolicy.Allow, Permissions = ["notifications"] }
        );
        await browsed.Page.GotoAsync(site.Address.ToString());
        await browsed.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");

        await PushAsync(browsed.Page, """{"title": "Bitcoin is above $250,000.00", "body": "now", "tag": "t", "lang": "en"}""");
        await PushAsync(browsed.Page, "no JSON");

        await Eventually.GetAsync(
            () =>
                browsed.Page.EvaluateAsync<string>(
                    """
                    async () => {
                      const shown = await (await navigator.serviceWorker.ready).getNotifications();
                      return shown.map(({ title, body, tag, data }) => [title, body, tag, data.path].join('|')).sort().join(' ');
                    }
                    """
                ),
            shown => shown == "Bitcoin is above $250,000.00|now|alert t|me Bitcoin||alert unknown|me",
            TestContext.Current.CancellationToken
        );
    }

    [Fact]
    public async Task What_it_is_worth_follows_each_quote()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        await StartAsync(browsed.Page, "Scripted");
        await AddAsync(browsed.Page, "2", "1000");

        await site.PublishAsync(93_000.5m);

        await Assertions.Expect(browsed.Page.Locator(".worth .result")).ToHaveTextAsync("$186,001.00", new() { Timeout = 20_000 });
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task What_a_new_record_says_follows_each_quote_in_the_language_of_its_page()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { Locale = "es" });
        await StartAsync(browsed.Page, "Nueva");
        await browsed.Page.Context.AddCookiesAsync([
            new()
            {
                Name = "lang",
                Value = "en",
                Url = site.Address.ToString(),
            },
        ]);

        await site.PublishAsync(94_321.5m);

        await Assertions.Expect(browsed.Page.Locator(".worth")).ToContainTextAsync("USD\u00a094.321,50", new() { Timeout = 20_000 });
        Assert.Contains("¡Hola, Nueva!", await browsed.Page.Locator("#greeting").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData(1280, "light", "en")]
    [InlineData(390, "dark", "en")]
    [InlineData(320, "light", "en")]
    [InlineData(1280, "dark", "es")]
    [InlineData(390, "light", "es")]
    [InlineData(320, "dark", "es")]
    public async Task Axe_finds_nothing_on_an_open_record(int width, string theme, string language)
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                Locale = language,
                ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            }
        );
        await StartAsync(browsed.Page, $"Axe{theme}{language}{(char)('a' + (width / 100))}");
        await AddAsync(browsed.Page, "2", "1000");
        await AlertAsync(browsed.Page, "above", language == "es" ? "250.000" : "250,000");
        await browsed.Page.Locator("form[action='/me/link'] button").ClickAsync();

        await browsed.ScreenshotAsync($"me-{width}-{theme}-{language}");
        Assert.Empty(await AxeBrowserTests.FindAsync(browsed.Page));
        Assert.Empty(
            await browsed.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('.me td')].filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
            )
        );
        Assert.False(
            await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"),
            "The page is wider than the window."
        );
    }

    private async Task StartAsync(IPage page, string name)
    {
        await page.GotoAsync(new Uri(site.Address, "me").ToString());
        await page.Locator("#new-name").FillAsync(name);
        await page.Locator("#new-day").FillAsync("2013-04-05");
        await page.Locator("form[action='/me/create'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#greeting", new() { HasText = $", {name}!" })).ToBeVisibleAsync();
    }

    /// <summary>Has the browser deliver a message to the page's service worker, as a push service would.</summary>
    private async Task PushAsync(IPage page, string message)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, updated) =>
        {
            if (updated?.GetProperty("registrations").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } one)
            {
                found.TrySetResult(one.GetProperty("registrationId").GetString()!);
            }
        };
        await session.SendAsync("ServiceWorker.enable");
        await session.SendAsync(
            "ServiceWorker.deliverPushMessage",
            new()
            {
                ["origin"] = site.Address.GetLeftPart(UriPartial.Authority),
                ["registrationId"] = await found.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken),
                ["data"] = message,
            }
        );
        await session.DetachAsync();
    }

    private static async Task AlertAsync(IPage page, string side, string price)
    {
        await page.Locator("#alert-side").SelectOptionAsync(side);
        await page.Locator("#alert-price").FillAsync(price);
        await page.Locator("form[action='/me/alerts'] button").ClickAsync();
        await Assertions.Expect(page.Locator(".alert-lines li")).ToBeVisibleAsync();
    }

    private static async Task AddAsync(IPage page, string amount, string paid)
    {
        await page.Locator("#amount").FillAsync(amount);
        await page.Locator("#paid").FillAsync(paid);
        await page.Locator("form[action='/me/purchases'] button").ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToBeVisibleAsync();
    }
}
