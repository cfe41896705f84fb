using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>What the interactive chart shows of candles that are missing, and of the one that is not over.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class ChartGapBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const int FirstMissing = 100;
    private const int LastMissing = 200;

    private static readonly SKColor LineColor = SKColor.Parse("#0b62b8");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_line_is_drawn_over_days_that_are_missing_and_the_keys_step_over_them()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site, "?range=1Y&theme=light");

        using var picture = SKBitmap.Decode(await browsed.Page.Locator("[data-chart] .surface").ScreenshotAsync());

        // The price rises by 40,000 over the gap; what is left there is the level of the last price.
        var gap = (
            From: (int)(picture.Width * (365 - LastMissing + 15) / 365 * 0.93),
            To: (int)(picture.Width * (365 - FirstMissing - 15) / 365 * 0.93)
        );
        Assert.InRange(RowsOfTheLine(picture, gap.From, gap.To).Count(), 0, 4);
        Assert.InRange(RowsOfTheLine(picture, 0, picture.Width * 9 / 10).Count(), 10, picture.Height);
        await Expect(browsed.Page.Locator(".overview-line")).ToHaveAttributeAsync("d", new Regex("^M[^M]+M[^M]+$"));
        await browsed.ScreenshotAsync("chart-gap");

        await browsed.Page.Keyboard.PressAsync("+");
        await browsed.Page.Keyboard.PressAsync("0");
        var chart = browsed.Page.Locator("[data-chart]");
        await browsed.Page.Keyboard.PressAsync("Home");
        var count = int.Parse((await chart.GetAttributeAsync("aria-valuemax"))!, CultureInfo.InvariantCulture);
        Assert.InRange(count, 260, 270);
        await browsed.Page.Keyboard.PressAsync("End");
        await Expect(chart).ToHaveAttributeAsync("aria-valuenow", $"{count}");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_candle_that_is_not_over_is_grey_and_says_so()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var browsed = await OpenAsync(site, "?range=1M&type=candles&theme=light");

        await Expect(browsed.Page.Locator(".drawing path.forming")).ToHaveAttributeAsync("d", new Regex("^M"));
        await browsed.Page.Keyboard.PressAsync("End");
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync("so far");
        await browsed.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(browsed.Page.Locator(".readout")).Not.ToContainTextAsync("so far");
        await browsed.ScreenshotAsync("chart-forming");
        Assert.Empty(browsed.Problems);
    }

    private static IEnumerable<int> RowsOfTheLine(SKBitmap picture, int from, int to) =>
        Enumerable
            .Range(0, picture.Height - 30)
            .Where(down => Enumerable.Range(from, to - from).Any(across => IsLike(picture.GetPixel(across, down))));

    private static bool IsLike(SKColor color) =>
        Math.Abs(color.Red - LineColor.Red) + Math.Abs(color.Green - LineColor.Green) + Math.Abs(color.Blue - LineColor.Blue) < 60;

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot());
        var days = MarketData
            .Walk(Interval.OneDay, slot, 400)
            .Reverse()
            .Select((day, ago) => (Ago: ago, Day: ago > FirstMissing ? Moved(day, -40_000m) : day))
            .Where(day => day.Ago is < FirstMissing or > LastMissing)
            .Select(day => day.Day);
        await MarketData.StoreAsync(store.Writer, days);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneHour, slot, 24 * 31));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }

    private static Candle Moved(Candle day, decimal by) =>
        day with
        {
            Open = day.Open + by,
            High = day.High + by,
            Low = day.Low + by,
            Close = day.Close + by,
        };

    private async Task<BrowsedPage> OpenAsync(WebSite site, string view)
    {
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(
            client,
            view,
            (_, body) => body.Contains("class=\"plot\"", StringComparison.Ordinal) && body.Contains("$92,000.00", StringComparison.Ordinal)
        );
        var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        await browsed.Page.GotoAsync(new Uri(address, view).ToString());
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await Expect(browsed.Page.Locator("[data-chart].drawn")).ToHaveCountAsync(1);
        return browsed;
    }
}
