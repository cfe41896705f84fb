using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Without a network the last good page is shown, says that it is a copy and how old, and becomes live by itself.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class OfflineBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : OfflineBrowserTestBase(chromium, fixture),
        IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private static readonly Regex IsOffline = new(
        @"^Offline: you see the page of \d+ \w+ 2\d{3}, \d\d:\d\d UTC \(\d+ s ago\); it tries again by itself\.$"
    );

    [Fact]
    public async Task A_reload_without_the_server_shows_the_last_page_with_its_age_and_the_price_comes_back_by_itself()
    {
        using var store = await StoreAsync();
        var site = Fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await site.DisposeAsync();

        await browsed.Page.ReloadAsync();

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        await Expect(browsed.Page.Locator(".status")).ToHaveAttributeAsync("data-kind", "offline");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,000.00");
        await Expect(browsed.Page.Locator("[data-live=state]")).ToHaveTextAsync("Offline");
        await Expect(browsed.Page).ToHaveTitleAsync("▲ offline · $92,000.00 · Bitcoin · BtcTracker");
        Assert.Equal(
            "rgb(255, 255, 255)",
            await browsed.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.card')).backgroundColor")
        );
        await browsed.ScreenshotAsync("offline-copy");
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");
        await PublishAsync(store, MarketData.Slot(), 93_000m);
        await using var again = Fixture.Site(store);
        again.Listen(address.Port);

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,000.00");
        await Expect(browsed.Page).ToHaveTitleAsync("$93,000.00 · Bitcoin · BtcTracker");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
    }

    [Fact]
    public async Task Offline_a_visited_view_is_shown_and_for_any_other_the_first_page_until_it_can_be_read()
    {
        using var store = await StoreAsync();
        await using var site = Fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await browsed.Page.ReloadAsync();
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await ExpectRangeAsync(browsed.Page, "1M");
        await Eventually.GetAsync(() => KeptAsync(browsed.Page), kept => kept.Contains("/?range=1M"), Cancellation);
        await browsed.Page.Context.SetOfflineAsync(true);

        await browsed.Page.ReloadAsync();
        await ExpectRangeAsync(browsed.Page, "1M");
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        await browsed.Page.GotoAsync(new Uri(address, "/?range=5Y").ToString());
        await ExpectRangeAsync(browsed.Page, "1D");
        await browsed.Page.ClickAsync("a[data-range='7D']");
        await Expect(browsed.Page.Locator(".status"))
            .ToContainTextAsync("it tries again by itself. 7D could not be loaded: this device is offline.");
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync("Offline: you see the page of ");
        await browsed.Page.Context.SetOfflineAsync(false);

        await ExpectRangeAsync(browsed.Page, "7D");
        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    [Slow]
    [Fact]
    public async Task A_server_that_is_silent_for_five_seconds_is_taken_for_an_absent_one()
    {
        using var store = await StoreAsync();
        var site = Fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(address);
        await browsed.Page.ReloadAsync();
        await site.DisposeAsync();
        using var silent = new TcpListener(IPAddress.Loopback, address.Port);
        silent.Start();

        await browsed.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });

        await Expect(browsed.Page.Locator(".status"))
            .ToHaveTextAsync(new Regex("^Offline: you see the page of "), new() { Timeout = 12_000 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Below_a_path_only_pages_of_that_path_are_copied(bool strips)
    {
        using var store = await StoreAsync();
        await using var site = Fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = SubPathProxy.Path });
        var origin = site.ListenOnFreePort();
        await WaitForPageAsync(origin);
        await using var proxy = await SubPathProxy.StartAsync(origin, strips);
        await using var browsed = await OpenAsync(proxy.Address, isWaited: false);
        await browsed.Page.ReloadAsync();
        await browsed.Page.Context.SetOfflineAsync(true);

        await browsed.Page.ReloadAsync();

        await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(IsOffline);
        Assert.Equal(
            proxy.Address.ToString(),
            await browsed.Page.EvaluateAsync<string>("navigator.serviceWorker.ready.then(({ scope }) => scope)")
        );
        var kept = await KeptAsync(browsed.Page);
        Assert.Matches($"^btctracker {SubPathProxy.Path}/ [0-9a-f]{{16}}$", kept[0]);
        Assert.All(kept[1..], path => Assert.StartsWith(SubPathProxy.Path + "/", path, StringComparison.Ordinal));
    }

    private static async Task ExpectRangeAsync(IPage page, string range) =>
        await Expect(page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);
}
