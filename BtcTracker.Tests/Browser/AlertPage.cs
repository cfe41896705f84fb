using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>A site with a store of its own, and a page of it.</summary>
internal sealed class AlertPage(PriceStoreHost store) : IAsyncDisposable
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

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private DateTimeOffset _slot = MarketData.Slot(secondsAgo: 60);
    private WebSite _site = null!;

    public Uri Address { get; private set; } = null!;

    public BrowsedPage Browsed { get; private set; } = null!;

    /// <summary>Opens it; the reader answers as given when the page asks whether it may notify.</summary>
    public static async Task<AlertPage> OpenAsync(
        Web.WebFixture fixture,
        ChromiumFixture chromium,
        BrowserNewContextOptions? options,
        string answer
    )
    {
        var open = new AlertPage(await fixture.NewStoreAsync());
        await open.OpenAsync(fixture, chromium.Browser, options ?? Desktop, Watch.Replace("ANSWER", answer, StringComparison.Ordinal));
        return open;
    }

    private async Task OpenAsync(Web.WebFixture fixture, IBrowser browser, BrowserNewContextOptions options, string script)
    {
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, _slot, 48));
        await PublishAsync(92_000m);
        _site = fixture.Site(store);
        Address = _site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = Address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("class=\"line\"", StringComparison.Ordinal));
        Browsed = await BrowsedPage.OpenAsync(browser, options);
        await Browsed.Page.AddInitScriptAsync(script);
        await Browsed.Page.GotoAsync(Address.ToString());
        await Expect(Browsed.Page.Locator("[data-live=age]")).ToContainTextAsync(" ago");
    }

    public async Task PublishAsync(decimal price)
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
