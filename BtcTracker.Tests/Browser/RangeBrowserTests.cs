using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>What is asked for last is shown, in whatever order the answers come, and after an absence what is there now.</summary>
[Trait("Level", "Browser")]
public sealed class RangeBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    [Theory]
    [InlineData("**/dist/chart*.js")]
    [InlineData("**/chart/1D")]
    public async Task A_range_that_is_chosen_while_the_chart_loads_is_the_one_that_it_shows(string late)
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        var held = await HoldAsync(browsed.Page, late);
        await browsed.Page.GotoAsync(site.Address.ToString());
        await held.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");
        held.Released.SetResult();

        await ExpectChartAsync(browsed.Page, "1M");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_finger_on_a_range_brings_the_charts_script_before_it_lifts()
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                IsMobile = true,
                HasTouch = true,
            }
        );
        await browsed.Page.GotoAsync(site.Address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        var range = browsed.Page.Locator("a[data-range='1M']");
        await Expect(range).ToBeVisibleAsync();

        await browsed.Page.RunAndWaitForResponseAsync(
            () => range.DispatchEventAsync("pointerdown"),
            response => response.Url.Contains("/dist/chart.", StringComparison.Ordinal)
        );

        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1D");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_chart_that_loads_late_never_shows_a_range_that_is_no_longer_chosen()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        var first = await HoldAsync(browsed.Page, "**/chart/1D");
        var chosen = await HoldAsync(browsed.Page, "**/chart/1M");
        await browsed.Page.GotoAsync(site.Address.ToString());
        await first.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");

        first.Released.SetResult();
        await chosen.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        await Expect(browsed.Page.Locator(".chart.drawn")).ToHaveCountAsync(0);
        chosen.Released.SetResult();
        await ExpectChartAsync(browsed.Page, "1M");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_key_that_is_pressed_before_the_chosen_ranges_history_has_come_moves_in_that_range()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.GotoAsync(site.Address.ToString());
        await ExpectChartAsync(browsed.Page, "1D");
        var held = await HoldAsync(browsed.Page, "**/chart/1M");
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await Expect(browsed.Page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", "1M");
        var start = await StartOfRangeAsync(browsed.Page);

        await browsed.Page.Locator("[data-chart]").PressAsync("Home");
        held.Released.SetResult();

        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("aria-valuetext", StartsWith(start));
        await Expect(browsed.Page.Locator(".readout")).ToHaveTextAsync(StartsWith($"{start} · "));
        await Expect(browsed.Page.Locator("[data-chart]")).ToBeFocusedAsync();
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_price_that_comes_while_a_range_is_loaded_stays_when_the_older_page_arrives()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        TaskCompletionSource rendered = new(TaskCreationOptions.RunContinuationsAsynchronously),
            released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await browsed.Page.RouteAsync(
            "**/?range=7D",
            async route =>
            {
                var older = await route.FetchAsync();
                rendered.TrySetResult();
                await released.Task;
                await route.FulfillAsync(new() { Response = older });
            }
        );
        await browsed.Page.GotoAsync(site.Address.ToString());
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        await browsed.Page.ClickAsync("a[data-range='7D']");
        await rendered.Task;

        await site.PublishAsync(93_777.77m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,777.77");
        released.SetResult();

        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("Over the last 7 days");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,777.77");
        await Expect(browsed.Page).ToHaveTitleAsync("$93,777.77 · Bitcoin · BtcTracker");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task After_keys_and_a_new_price_a_range_of_fewer_points_is_shown_without_a_reload()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.GotoAsync(new Uri(site.Address, "?range=1Y").ToString());
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        await browsed.Page.Locator("[data-chart]").PressAsync("ArrowLeft");
        await site.PublishAsync(92_345.67m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$92,345.67");
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await browsed.Page.ClickAsync("a[data-range='7D']");

        await ExpectChartAsync(browsed.Page, "7D");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Of_two_ranges_that_are_chosen_at_once_the_chart_shows_the_last()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.GotoAsync(site.Address.ToString());
        await ExpectChartAsync(browsed.Page, "1D");
        var held = await HoldAsync(browsed.Page, "**/chart/ALL");

        await browsed.Page.ClickAsync("a[data-range='ALL']");
        await browsed.Page.ClickAsync("a[data-range='1M']");
        await ExpectChartAsync(browsed.Page, "1M");
        await browsed.Page.RunAndWaitForResponseAsync(() => Task.FromResult(held.Released.TrySetResult()), "**/chart/ALL");

        await ExpectChartAsync(browsed.Page, "1M");
        Assert.EndsWith("/?range=1M", browsed.Page.Url, StringComparison.Ordinal);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Back_from_another_page_shows_what_the_server_has_now()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        await browsed.Page.GotoAsync(site.Address.ToString());
        await browsed.Page.ClickAsync("a[href='/notices']");
        await Expect(browsed.Page.Locator("h1")).ToHaveTextAsync("Notices");
        await site.PublishAsync(91_234.5m);
        using (var client = new HttpClient { BaseAddress = site.Address })
        {
            await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("to $91,234.50 (", StringComparison.Ordinal));
        }

        await browsed.Page.GoBackAsync();

        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$91,234.50");
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync("to $91,234.50 (");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Candles_that_a_page_has_missed_are_read_and_not_bridged_by_a_line()
    {
        const int Missed = 4;
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, Desktop);
        var whole = 0;
        await browsed.Page.RouteAsync(
            "**/chart/1D",
            async route =>
            {
                var response = await route.FetchAsync();
                var history = JsonNode.Parse(await response.TextAsync())!;
                var columns = history["columns"]!.AsObject();
                whole = columns["close"]!.AsArray().Count;
                columns
                    .Select(field => field.Value)
                    .OfType<JsonArray>()
                    .Where(column => column.Count == whole)
                    .ToList()
                    .ForEach(column => column.RemoveRange(whole - Missed, Missed));
                await route.FulfillAsync(new() { Response = response, Body = history.ToJsonString() });
            },
            new() { Times = 1 }
        );

        await browsed.Page.GotoAsync(site.Address.ToString());
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();

        await browsed.Page.UntilAsync(
            "Number(document.querySelector('[data-chart]').getAttribute('aria-valuemax')) > value",
            whole - Missed
        );
        Assert.Empty(browsed.Problems);
    }

    /// <summary>Lets the requests of an address wait.</summary>
    private static async Task<(TaskCompletionSource Asked, TaskCompletionSource Released)> HoldAsync(IPage page, string address)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously),
            released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(
            address,
            async route =>
            {
                asked.TrySetResult();
                await released.Task;
                await route.ContinueAsync();
            }
        );
        return (asked, released);
    }

    /// <summary>The range is marked, and the chart's oldest point is the one that the server says the range starts with.</summary>
    private static async Task ExpectChartAsync(IPage page, string range)
    {
        await Expect(page.Locator(".ranges a[aria-current]")).ToHaveAttributeAsync("data-range", range);
        await Expect(page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
        var start = await StartOfRangeAsync(page);
        await page.Locator("[data-chart]").PressAsync("Home");
        await Expect(page.Locator("[data-chart]")).ToHaveAttributeAsync("aria-valuetext", StartsWith(start));
        await page.EvaluateAsync("document.activeElement.blur()");
    }

    /// <summary>The time at which the server says that the range starts.</summary>
    private static async Task<string> StartOfRangeAsync(IPage page)
    {
        await Expect(page.Locator(".readout")).ToContainTextAsync(" candles");
        return (await page.Locator(".readout").TextContentAsync())!.Split(" to ")[0].Trim();
    }

    private static Regex StartsWith(string text) => new($"^{Regex.Escape(text)}");
}
