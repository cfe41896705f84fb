using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Below a path of a proxy's host, nothing is asked for or linked outside of that path.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed partial class SubPathBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    // Every address of every page is asked for, by one client.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Web:PathBase"] = SubPathProxy.Path,
        ["Limits:Burst"] = "10000",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_lives_below_the_path_with_its_chart_its_ranges_and_its_stream(bool strips)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store, settings: Settings);
        await using var proxy = await SubPathProxy.StartAsync(await ServeAsync(site), strips);
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        List<string> outside = [];
        browsed.Page.Context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(proxy.Address.ToString(), StringComparison.Ordinal))
            {
                outside.Add(request.Url);
            }
        };
        await browsed.Page.GotoAsync(proxy.Address.ToString());
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();

        await PublishAsync(store, MarketData.Slot(), 93_000m);

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00");
        Assert.Equal(1, site.Services.GetRequiredService<LiveQuoteFeed>().Viewers);
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page).ToHaveURLAsync(new Uri(proxy.Address, "?range=1M").ToString());
        await Expect(browsed.Page.Locator(".chip-range")).ToHaveTextAsync("1M");
        await browsed.Page.ClickAsync("a.brand");
        await Expect(browsed.Page).ToHaveURLAsync(proxy.Address.ToString());
        await browsed.Page.GotoAsync(new Uri(proxy.Address, "embed").ToString());
        await PublishAsync(store, MarketData.Slot().AddSeconds(1), 94_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$94,000.00");
        Assert.Empty(outside);
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_address_that_is_served_is_below_the_path(bool strips)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store, settings: Settings);
        await using var proxy = await SubPathProxy.StartAsync(await ServeAsync(site), strips);
        using var client = new HttpClient { BaseAddress = proxy.Address };

        foreach (
            var page in (string[])
                [
                    "",
                    "?range=1M",
                    "?range=never",
                    "?from=2024-01-01&type=candles",
                    "convert",
                    "what-if",
                    "embed",
                    "notices",
                    "about",
                    "api",
                    "history",
                    "history?interval=1mo",
                    "history?page=never",
                    "no/such/page",
                ]
        )
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), Cancellation);
            var addresses = OwnAddresses()
                .Matches(await answer.Content.ReadAsStringAsync(Cancellation))
                .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
                .ToList();
            Assert.NotEmpty(addresses);
            foreach (var address in addresses)
            {
                Assert.StartsWith(SubPathProxy.Path + "/", address, StringComparison.Ordinal);
                using var found = await client.GetAsync(
                    new Uri(address, UriKind.Relative),
                    HttpCompletionOption.ResponseHeadersRead,
                    Cancellation
                );
                Assert.True(found.IsSuccessStatusCode, $"{address} of '{page}' answers {(int)found.StatusCode}.");
            }
        }

        using var rows = await client.GetAsync(
            new Uri("api/v1/candles?interval=1h&from=2009-01-03&limit=2", UriKind.Relative),
            Cancellation
        );
        Assert.StartsWith($"<{SubPathProxy.Path}/api/v1/candles?", rows.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Contains(
            $"\"{SubPathProxy.Path}/api/v1/candles?",
            await rows.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"\"url\": \"{SubPathProxy.Path}\"",
            await client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains($"{SubPathProxy.Path}/openapi/v1.json", await ReadAsync(client, "api/v1/nothing"), StringComparison.Ordinal);
        Assert.Contains(
            "frame-ancestors *",
            (await client.GetAsync(new Uri("embed", UriKind.Relative), Cancellation)).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_page_of_its_own_an_address_below_it_still_shows_the_sites_style()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        using var client = new HttpClient { BaseAddress = await ServeAsync(site) };

        Assert.Contains("href=\"/dist/site.", await ReadAsync(client, "no/such/page"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Serves once the page has its price; below no path, as the check of its health asks.</summary>
    private static async Task<Uri> ServeAsync(WebSite site)
    {
        var address = site.ListenOnFreePort();
        using var client = new HttpClient { BaseAddress = address };
        await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("class=\"line\"", StringComparison.Ordinal));
        return address;
    }

    private static Task PublishAsync(PriceStoreHost store, DateTimeOffset slot, decimal price) =>
        Task.WhenAll(
            store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, price, "coinbase"), Cancellation),
            store.Writer.PutScheduleAsync(
                new IngestSchedule(MarketMode.Live, TimeSpan.FromSeconds(1), slot.AddSeconds(1), TimeSpan.FromHours(1)),
                Cancellation
            )
        );

    [GeneratedRegex("(?:href|src|action|data-module|data-worker|data-alerts|data-overview)=\"(?!https?:|#|data:)([^\"]*)\"")]
    private static partial Regex OwnAddresses();

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 30);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneHour, slot, 24 * 32));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneDay, slot, 400));
        await PublishAsync(store, slot, 92_000m);
        return store;
    }
}
