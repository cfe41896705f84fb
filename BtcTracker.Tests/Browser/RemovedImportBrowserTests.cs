using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage.Imported;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

[Trait("Level", "Browser")]
[Slow]
public sealed class RemovedImportBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const int Imported = 700;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    public async Task The_chart_of_an_open_page_loses_what_an_import_brought(int otherDays)
    {
        using var store = await fixture.NewStoreAsync();
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow().AddDays(-1), Imported + otherDays);
        await MarketData.StoreAsync(store.Writer, days.Skip(Imported));
        var file = new ImportedFile(
            store.Imports,
            [.. days.Take(Imported).Select(day => day with { Rank = CandleRank.Import, Source = "import:days.csv" })]
        );
        await file.StoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(secondsAgo: 5), 92_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(-1), TimeSpan.FromSeconds(1)), Cancellation);
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        using var served = await WebSite.AskUntilAsync(
            new HttpClient { BaseAddress = address },
            "/chart/ALL",
            (_, body) => body.Contains(First(days), StringComparison.Ordinal)
        );
        await browsed.Page.GotoAsync(new Uri(address, "/?range=ALL").ToString());
        await browsed.Page.UntilAsync(
            "Number(document.querySelector('[data-chart]').getAttribute('aria-valuemax')) > value",
            otherDays / 7 + 10
        );

        await file.RemoveAsync();
        await store.Writer.RaiseLastImportAsync(TimeProvider.System.GetUtcNow(), Cancellation);

        await browsed.Page.UntilAsync(
            "Number(document.querySelector('[data-chart]').getAttribute('aria-valuemax')) <= value",
            otherDays / 7 + 2
        );
        await browsed.ScreenshotAsync($"import-removed-{otherDays}");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00");
        Assert.Empty(browsed.Problems);
    }

    private static string First(IReadOnlyList<Candle> days) =>
        Interval.OneWeek.OpenTimeOf(days[0].OpenTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
