using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>A site with a store of its own, and a browser with a page of it.</summary>
internal sealed class SharedSite(PriceStoreHost store, FaultyStreamProxy trouble) : IAsyncDisposable
{
    /// <summary>A script that changes nothing.</summary>
    public const string AsItIs = "window.asItIs = true;";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    private DateTimeOffset _slot = MarketData.Slot(secondsAgo: 30);
    private WebSite _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Uri Address { get; private set; } = null!;

    public BrowsedPage Browsed { get; private set; } = null!;

    public FaultyStreamProxy Trouble => trouble;

    /// <summary>How many streams the server holds now.</summary>
    public int Streams => _site.Services.GetRequiredService<LiveQuoteFeed>().Viewers;

    /// <summary>The price that the server has.</summary>
    public decimal? Price => _site.Services.GetRequiredService<CurrentSnapshot>().Value.Latest?.Price;

    /// <summary>Opens the page in a browser that runs a script before it.</summary>
    public static async Task<SharedSite> OpenAsync(
        Web.WebFixture fixture,
        IBrowser browser,
        string script = AsItIs,
        FaultyStreamProxy? trouble = null
    )
    {
        var shared = new SharedSite(await fixture.NewStoreAsync(), trouble ?? new());
        await shared.ShowAsync(fixture, browser, script);
        return shared;
    }

    public Task<IPage> NewTabAsync() => Browsed.Page.Context.NewPageAsync();

    public static Task ExpectPriceAsync(IPage page, string price) => Expect(page.Locator("[data-live=price]")).ToHaveTextAsync(price);

    public async Task PublishAsync(decimal price)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(_slot, price, "coinbase"), Cancellation);
        _slot += Interval;
        await store.Writer.PutScheduleAsync(new IngestSchedule(MarketMode.Live, Interval, _slot, TimeSpan.FromHours(1)), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Browsed.DisposeAsync();
        await _site.DisposeAsync();
        store.Dispose();
    }

    private async Task ShowAsync(Web.WebFixture fixture, IBrowser browser, string script)
    {
        await PublishAsync(92_000m);
        _site = fixture.Site(store, trouble);
        Address = _site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = Address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
        Browsed = await BrowsedPage.OpenAsync(browser, Desktop);
        await Browsed.Page.Context.AddInitScriptAsync(script);
        await Browsed.Page.GotoAsync(Address.ToString());
    }
}
