using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Without an answer the page keeps what it shows, says so within five seconds, and goes on by itself.</summary>
[Trait("Level", "Browser")]
public sealed class OutageBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    /// <summary>Five seconds to say so, and what a busy machine takes to be seen saying it.</summary>
    private const float Answered = 6_000;

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    [Fact]
    public async Task A_range_that_is_chosen_offline_is_said_to_be_missing_and_comes_with_the_network()
    {
        await using var browsed = await OpenAsync();
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");
        await browsed.Page.Context.SetOfflineAsync(true);

        await browsed.Page.ClickAsync("a[data-range='1M']");

        await Expect(browsed.Page.Locator(".status"))
            .ToContainTextAsync("1M could not be loaded: this device is offline. You still see 1D");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1D");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToContainTextAsync("$");
        await browsed.ScreenshotAsync("range-offline");
        await browsed.Page.Context.SetOfflineAsync(false);

        await ExpectRangeAsync(browsed.Page, "1M");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
    }

    [Slow]
    [Theory]
    [InlineData("**/?range=1M", "1M could not be loaded: the server does not answer. You still see 1D")]
    [InlineData("**/chart/1M", "The chart of 1M could not be loaded: the server does not answer")]
    public async Task A_range_that_the_server_is_silent_about_is_said_to_be_missing_and_comes_when_it_answers(string silent, string said)
    {
        await using var browsed = await OpenAsync();
        var hangs = true;
        await browsed.Page.RouteAsync(silent, route => hangs ? Task.CompletedTask : route.ContinueAsync());

        await browsed.Page.ClickAsync("a[data-range='1M']");

        await Expect(browsed.Page.Locator(".history")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(browsed.Page.Locator(".status")).ToContainTextAsync(said, new() { Timeout = Answered });
        await Expect(browsed.Page.Locator(".history")).ToHaveAttributeAsync("aria-busy", "false");
        hangs = false;
        await ExpectRangeAsync(browsed.Page, "1M");
    }

    private static async Task ExpectRangeAsync(IPage page, string range)
    {
        await Expect(page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Expect(page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);
        await Expect(page).ToHaveURLAsync(new Regex($"range={range}$"));
        await Expect(page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
    }

    private async Task<BrowsedPage> OpenAsync()
    {
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.GotoAsync(site.Address.ToString());
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        return browsed;
    }
}
