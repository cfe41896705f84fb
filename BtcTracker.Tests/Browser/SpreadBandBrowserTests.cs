using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Playwright;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The band of how far the sources were apart, as the server draws it and as the script does.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class SpreadBandBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    // The second third of a day.
    private const int FirstKnown = 96;
    private const int LastKnown = 191;
    private const int AxisWidth = 64;

    // Pixels at the edge of the line have such a colour too.
    private const int Edge = 3;

    // 35 % of #7690a9 over white.
    private static readonly SKColor BandColor = new(207, 216, 225);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_and_script_draw_the_same_band_where_a_comparison_is_known_and_none_elsewhere()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var address = await AddressAsync(site);

        var server = await HeightsAsync(address, hasScript: false);
        var script = await HeightsAsync(address, hasScript: true);

        Assert.All([server[0], server[2], script[0], script[2]], height => Assert.InRange(height, 0, Edge));
        Assert.InRange(server[1], 12, 200);
        Assert.InRange(script[1], server[1] - 4, server[1] + 4);
    }

    [Fact]
    public async Task The_readout_says_how_far_they_were_apart_and_a_view_without_a_band_loads_no_script_for_it()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var address = await AddressAsync(site);
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { Locale = "es" });
        var asked = new ConcurrentQueue<string>();
        browsed.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await OpenAsync(browsed, address, "?range=1Y&lang=es");
        Assert.DoesNotContain(asked, url => url.Contains("chart-band", StringComparison.Ordinal));
        await Expect(browsed.Page.Locator(".band-legend")).ToBeHiddenAsync();

        await browsed.Page.RunAndWaitForResponseAsync(
            () => browsed.Page.Locator("a[data-view][data-range='1D']").ClickAsync(),
            response => response.Url.Contains("chart-band", StringComparison.Ordinal)
        );
        await Expect(browsed.Page.Locator(".band-legend")).ToHaveTextAsync("Cuánto diferían las fuentes");
        var chart = browsed.Page.Locator("[data-chart]");
        await chart.FocusAsync();
        await Expect(chart).ToHaveAttributeAsync("aria-valuemax", new Regex("^28[5-9]$"));
        await browsed.Page.Keyboard.PressAsync("Home");
        var readout = browsed.Page.Locator(".readout");
        await Expect(readout).Not.ToContainTextAsync("diferencia");
        for (var page = 0; page <= (FirstKnown + LastKnown) / 2 / 10; page++)
        {
            await browsed.Page.Keyboard.PressAsync("PageUp");
        }

        await Expect(readout).ToContainTextAsync("fuentes con 0,400 % de diferencia");
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 1280)]
    [InlineData("dark", 390)]
    public async Task The_legend_is_in_the_chart_and_moves_nothing(string theme, int width)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        var address = await AddressAsync(site);
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );

        await OpenAsync(browsed, address, $"?range=1D&theme={theme}&lang=en");

        await Expect(browsed.Page.Locator(".band-legend")).ToHaveTextAsync("How far the sources were apart");
        var (chart, legend) = (await BoxAsync(browsed, "[data-chart]"), await BoxAsync(browsed, ".band-legend"));
        Assert.InRange(legend.Y, chart.Y, chart.Y + 20);
        Assert.InRange(legend.X + legend.Width, chart.X, chart.X + chart.Width - AxisWidth);
        await browsed.AssertHoldsStillAsync();
        await browsed.ScreenshotAsync($"band-{theme}-{width}");
        Assert.Empty(browsed.Problems);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(BrowsedPage browsed, string selector) =>
        (await browsed.Page.Locator(selector).BoundingBoxAsync())!;

    /// <summary>How many pixels of the band are above the line in the middle of each third of the day.</summary>
    private async Task<int[]> HeightsAsync(Uri address, bool hasScript)
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
                JavaScriptEnabled = hasScript,
            }
        );
        const string View = "?range=1D&theme=light&lang=en";
        if (hasScript)
        {
            await OpenAsync(browsed, address, View);
        }
        else
        {
            await browsed.Page.GotoAsync(new Uri(address, View).ToString());
        }

        // The script draws it in a frame after the chart's own.
        var heights = await Eventually.GetAsync(
            async () => HeightsIn(await browsed.Page.Locator("[data-chart]").ScreenshotAsync()),
            heights => heights[1] > Edge,
            Cancellation
        );
        Assert.Empty(browsed.Problems);
        return heights;
    }

    private static int[] HeightsIn(byte[] screenshot)
    {
        using var picture = SKBitmap.Decode(screenshot);
        return [.. Enumerable.Range(0, 3).Select(third => HeightAt(picture, (picture.Width - AxisWidth) * ((2 * third) + 1) / 6))];
    }

    // A line of the grid is drawn over one of the columns at most.
    private static int HeightAt(SKBitmap picture, int across) =>
        new[] { across, across + 5 }.Max(column =>
            Enumerable.Range(24, picture.Height - 130).Count(down => IsLike(picture.GetPixel(column, down)))
        );

    private static bool IsLike(SKColor color) =>
        Math.Abs(color.Red - BandColor.Red) + Math.Abs(color.Green - BandColor.Green) + Math.Abs(color.Blue - BandColor.Blue) < 12;

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot());
        var candles = MarketData
            .Walk(Interval.FiveMinutes, slot, 288)
            .Select((candle, at) => candle with { Spread = at is >= FirstKnown and <= LastKnown && at % 3 == 0 ? 0.004m : null });
        await MarketData.StoreAsync(store.Writer, candles);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 400));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }

    private static async Task<Uri> AddressAsync(WebSite site)
    {
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(
            client,
            "?range=1D",
            (_, body) => body.Contains("class=\"band\"", StringComparison.Ordinal) && body.Contains("$92,481.17", StringComparison.Ordinal)
        );
        return address;
    }

    private static async Task OpenAsync(BrowsedPage browsed, Uri address, string view)
    {
        await browsed.Page.GotoAsync(new Uri(address, view).ToString());
        await browsed.Page.Locator("[data-chart]").FocusAsync();
        await Expect(browsed.Page.Locator("[data-chart].drawn")).ToHaveCountAsync(1);
    }
}
