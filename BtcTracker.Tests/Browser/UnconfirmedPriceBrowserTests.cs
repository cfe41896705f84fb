using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

[Trait("Level", "Browser")]
public sealed class UnconfirmedPriceBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_that_no_second_source_confirms_says_so_until_one_does()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 60);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, slot, 48));
        await StoreAsync(store, slot, 900_000m, isConfirmed: false);
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$900,000.00", StringComparison.Ordinal));
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        await browsed.Page.GotoAsync(address.ToString());

        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("no second source confirms this price");
        await Expect(browsed.Page).ToHaveTitleAsync("▲ unconfirmed · $900,000.00 · Bitcoin · BtcTracker");
        await browsed.ScreenshotAsync("unconfirmed");
        await StoreAsync(store, MarketData.Slot(), 90_000m, isConfirmed: true);

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$90,000.00", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Expect(browsed.Page).ToHaveTitleAsync("$90,000.00 · Bitcoin · BtcTracker");
        await StoreAsync(store, MarketData.Slot().AddSeconds(1), 91_000m, isConfirmed: false);

        await Expect(browsed.Page.Locator(".status"))
            .ToContainTextAsync("no second source confirms this price", new() { Timeout = 20_000 });
        Assert.Empty(browsed.Problems);
    }

    private static async Task StoreAsync(PriceStoreHost store, DateTimeOffset slot, decimal price, bool isConfirmed)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price) with { Confirmed = isConfirmed }, Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, SlotLength, slot + SlotLength, TimeSpan.FromHours(1)),
            Cancellation
        );
    }
}
