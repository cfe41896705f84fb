using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Browser;

/// <summary>A site whose pages a service worker keeps, and a browser that lets it.</summary>
public abstract class OfflineBrowserTestBase(ChromiumFixture chromium, Web.WebFixture fixture)
{
    private protected const string Ready = "navigator.serviceWorker.ready.then(() => true)";

    private protected const string Controlled = "navigator.serviceWorker.controller !== null";

    /// <summary>The names of the caches and the addresses in them, without their hosts.</summary>
    private protected const string Kept = """
        caches.keys().then(async names => (await Promise.all(names.map(async name => [name, ...(await (await caches.open(name)).keys())
          .map(({ url }) => url.slice(location.origin.length))]))).flat())
        """;

    private protected static readonly BrowserNewContextOptions WithWorker = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
        ServiceWorkers = ServiceWorkerPolicy.Allow,
    };

    private protected ChromiumFixture Chromium => chromium;

    private protected Web.WebFixture Fixture => fixture;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static Task<string[]> KeptAsync(IPage page) => page.EvaluateAsync<string[]>(Kept);

    private protected static async Task WaitForPageAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
    }

    private protected static async Task PublishAsync(PriceStoreHost store, DateTimeOffset slot, decimal price, TimeSpan? staleAfter = null)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price, "coinbase"), Cancellation);
        var second = TimeSpan.FromSeconds(1);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, second, slot + second, staleAfter ?? TimeSpan.FromHours(1)),
            Cancellation
        );
    }

    private protected async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 30);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneHour, slot, 24 * 32));
        await PublishAsync(store, slot, 92_000m);
        return store;
    }

    /// <summary>A first visit, and the service worker that it brings.</summary>
    private protected async Task<BrowsedPage> OpenAsync(Uri address, bool isWaited = true)
    {
        if (isWaited)
        {
            await WaitForPageAsync(address);
        }

        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, WithWorker);
        await browsed.Page.GotoAsync(address.ToString());
        Assert.True(await browsed.Page.EvaluateAsync<bool>(Ready));
        return browsed;
    }
}
