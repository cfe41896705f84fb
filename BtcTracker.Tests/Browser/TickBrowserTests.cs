using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Between two quotes the open page and the frame move with the live tick.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class TickBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Price_change_time_source_title_and_chart_move_with_a_tick_and_then_with_the_next_quote()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(20);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.FiveMinutes, slot, 300, lastClose: 92_000m));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, slot, 200, lastClose: 92_000m));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 20, lastClose: 92_000m));
        await PublishAsync(store, slot, 92_000m);
        await store.Writer.TryPutRatesAsync(
            new CurrencyRates(slot, "ecb", new Dictionary<string, decimal> { ["EUR"] = 0.9m }),
            Cancellation
        );
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site, "/?cur=EUR");
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await TickAsync(store, 93_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 20_000 });
        await Expect(browsed.Page.Locator("[data-live=source]")).ToHaveTextAsync("Kraken");
        await Expect(browsed.Page.Locator("[data-live=age]")).ToContainTextAsync(" s ago");
        await Expect(browsed.Page.Locator("[data-live=other]")).ToHaveTextAsync("83,700.00");
        await Expect(browsed.Page.Locator(".rate")).ToHaveTextAsync("1 BTC = $93,000.00 · 1 USD = 1,075 sat");
        await Expect(browsed.Page).ToHaveTitleAsync("$93,000.00 · Bitcoin · BtcTracker");
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("data-last-price", "93000");
        await ExpectOnePriceAsync(browsed, "$93,000.00");

        // What the server draws again knows the quote only.
        await browsed.Page.ClickAsync("a[data-range='7D']");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "7D");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00");
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("data-last-price", "93000");

        await PublishAsync(store, MarketData.Slot(0).AddSeconds(1), 94_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$94,000.00", new() { Timeout = 80_000 });
        await Expect(browsed.Page.Locator("[data-live=source]")).ToHaveTextAsync("CoinMarketCap");
        await ExpectOnePriceAsync(browsed, "$94,000.00");
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("High $94,000.00", new() { Timeout = 20_000 });
        await browsed.AssertHoldsStillAsync();
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_frame_moves_with_a_tick()
    {
        using var store = await fixture.NewStoreAsync();
        await PublishAsync(store, MarketData.Slot(20), 92_000m);
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site, "/embed");

        await TickAsync(store, 93_000m);

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00", new() { Timeout = 20_000 });
        Assert.Empty(browsed.Problems);
    }

    /// <summary>The sentence, the mark of the day and the changes since the extremes go by the price above them.</summary>
    private static async Task ExpectOnePriceAsync(BrowsedPage browsed, string price)
    {
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync($" to {price} (");
        var chip = await browsed.Page.Locator("[data-live=change]").InnerTextAsync();
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync($" to {price} ({chip}).");
        await Expect(browsed.Page.Locator(".figures .bar-mark[data-highest]")).ToHaveAttributeAsync("cx", "100%");
        foreach (var since in await browsed.Page.Locator("[data-since]").AllAsync())
        {
            var past = decimal.Parse((await since.GetAttributeAsync("data-since"))!, CultureInfo.InvariantCulture);
            var change = PriceChange.Percent(past, decimal.Parse(price[1..], CultureInfo.InvariantCulture));
            await Expect(since).ToHaveTextAsync($"{Numbers.Percent(change)} since");
        }
    }

    private static Task<bool> TickAsync(PriceStoreHost store, decimal price) =>
        store.Writer.TryPutTickAsync(new Tick(price, TimeProvider.System.GetUtcNow(), "kraken"), Cancellation);

    private static async Task PublishAsync(PriceStoreHost store, DateTimeOffset slot, decimal price)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot + SlotLength, SlotLength) with
            {
                TickPeriod = TimeSpan.FromSeconds(2),
            },
            Cancellation
        );
    }

    private async Task<BrowsedPage> OpenAsync(WebSite site, string path)
    {
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, path, (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
        var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        await browsed.Page.GotoAsync(new Uri(address, path).ToString());
        return browsed;
    }
}
