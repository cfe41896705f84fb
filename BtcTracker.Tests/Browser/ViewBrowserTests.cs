using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>One link holds the view: it is chosen by links, dates and a drag, works without a script, and colours are kept.</summary>
[Trait("Level", "Browser")]
public sealed class ViewBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 1000 },
    };

    [Fact]
    public async Task Candles_scale_and_averages_are_chosen_without_a_reload_and_Back_undoes_each()
    {
        await using var browsed = await OpenAsync("?range=1Y");
        await DrawAsync(browsed);
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        await ChooseAsync(browsed, "Candles", "?range=1Y&type=candles");
        await ChooseAsync(browsed, "Log", "?range=1Y&type=candles&scale=log");
        await ChooseAsync(browsed, "200-week average", "?range=1Y&type=candles&scale=log&ma=200w");

        await Expect(browsed.Page.GetByRole(AriaRole.Link, new() { Name = "200-week average" })).ToBeFocusedAsync();
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync("1d candles · logarithmic");
        await browsed.Page.GoBackAsync();
        await browsed.Page.GoBackAsync();
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("data-view", "chart/view?range=1Y&type=candles");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Satoshis_are_chosen_without_a_reload_and_move_with_the_price_in_chart_readout_and_sentence()
    {
        await using var browsed = await OpenAsync("?range=1M");
        await DrawAsync(browsed);
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");
        var chart = browsed.Page.Locator("[data-chart]");

        await ChooseAsync(browsed, "sat", "?range=1M&unit=sat");
        await site.PublishAsync(80_000m);

        await Expect(chart).ToHaveAttributeAsync("data-last-price", "1250");
        await Expect(browsed.Page.Locator("[data-live=end]")).ToHaveTextAsync("1,250.00 sat");
        await Expect(browsed.Page.Locator(".other p")).ToHaveTextAsync("1,250.00 sat / USD");
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$80,000.00");
        await Expect(chart).ToHaveAttributeAsync("aria-valuetext", new Regex("1,250.00 sat, open [0-9.,]+ sat"));
        await chart.FocusAsync();
        await browsed.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync(new Regex("C [0-9.,]+ sat"));
        await browsed.ScreenshotAsync("view-satoshis");
        await browsed.Page.Keyboard.PressAsync("u");
        await Expect(chart).ToHaveAttributeAsync("data-last-price", "80000");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_view_in_satoshis_is_whole_without_a_script()
    {
        await using var browsed = await OpenAsync("?range=1Y&unit=sat", javaScript: false);

        await Expect(browsed.Page.Locator(".drawing path.line")).ToHaveAttributeAsync("d", new Regex("^M"));
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync(" a US dollar went from ");
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync("satoshi per US dollar");
        await browsed.Page.GetByRole(AriaRole.Link, new() { Name = "USD", Exact = true }).ClickAsync();

        await Expect(browsed.Page).ToHaveURLAsync(new Uri(site.Address, "?range=1Y").ToString());
        await Expect(browsed.Page.Locator(".summary")).ToContainTextAsync(" Bitcoin went from ");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_view_is_whole_without_a_script()
    {
        await using var browsed = await OpenAsync("?range=5Y&type=candles&scale=log&ma=200d,200w&theme=dark", javaScript: false);

        await Expect(browsed.Page.Locator(".drawing path.rising")).ToHaveAttributeAsync("d", new Regex("^M"));
        await Expect(browsed.Page.Locator(".drawing path.average")).ToHaveCountAsync(2);
        await Expect(browsed.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(20, 20, 20)");
        await browsed.Page.FillAsync("[name=from]", "2024-01-01");
        await browsed.Page.FillAsync("[name=to]", "2024-06-30");
        await browsed.Page.Locator(".dates button").ClickAsync();

        await Expect(browsed.Page.Locator(".summary"))
            .ToContainTextAsync("Over the time from 1 Jan 2024 to 30 Jun 2024 Bitcoin went from $");
        await Expect(browsed.Page.Locator(".marks")).ToContainTextAsync("Halving, 20 Apr 2024");
        await Expect(browsed.Page.Locator(".drawing path.average")).ToHaveCountAsync(2);
        await browsed.ScreenshotAsync("view-without-script");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Dates_in_the_past_are_drawn_without_the_latest_price()
    {
        await using var browsed = await OpenAsync("?range=1Y");
        await DrawAsync(browsed);

        await browsed.Page.FillAsync("[name=from]", "2024-01-01");
        await browsed.Page.FillAsync("[name=to]", "2024-06-30");
        await browsed.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(browsed.Page).ToHaveURLAsync(new Uri(site.Address, "?from=2024-01-01&to=2024-06-30").ToString());
        await Expect(browsed.Page.Locator(".chip-range")).ToHaveTextAsync("1 Jan 2024 – 30 Jun 2024");
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("aria-valuemax", "181");
        var (change, spoken) = (
            await browsed.Page.Locator(".chip").TextContentAsync(),
            await browsed.Page.Locator("[data-chart]").GetAttributeAsync("aria-valuetext")
        );
        await site.PublishAsync(91_000m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$91,000.00");

        Assert.StartsWith("30 Jun 2024: ", spoken, StringComparison.Ordinal);
        await Expect(browsed.Page.Locator(".chip")).ToHaveTextAsync(change!);
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("aria-valuetext", spoken!);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task A_drag_over_all_known_time_chooses_dates()
    {
        await using var browsed = await OpenAsync("?range=1D&type=candles");
        var strip = (await browsed.Page.Locator("[data-overview]").BoundingBoxAsync())!;

        await browsed.Page.Mouse.MoveAsync(strip.X + (strip.Width / 4), strip.Y + 20);
        await browsed.Page.Mouse.DownAsync();
        await browsed.Page.Mouse.MoveAsync(strip.X + (strip.Width / 2), strip.Y + 20, new() { Steps = 4 });
        await browsed.Page.Mouse.UpAsync();

        await Expect(browsed.Page).ToHaveURLAsync(new Regex(@"\?from=201[0-9]-\d\d-\d\d&to=201[0-9]-\d\d-\d\d&type=candles$"));
        await Expect(browsed.Page.Locator(".readout")).ToContainTextAsync("1w candles");
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task Colours_that_a_reader_chose_are_kept_for_all_pages_and_those_of_a_link_come_first()
    {
        await using var browsed = await OpenAsync(string.Empty);

        await browsed.Page.SelectOptionAsync("[data-setting=theme]", "dark");
        await Expect(browsed.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await browsed.Page.GotoAsync(new Uri(site.Address, "about").ToString());
        await Expect(browsed.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(browsed.Page.Locator("[data-setting=theme]")).ToHaveValueAsync("dark");
        await browsed.Page.GotoAsync(new Uri(site.Address, "?theme=light").ToString());
        await Expect(browsed.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await browsed.Page.EvaluateAsync("localStorage.setItem('theme', '<b>pink</b>')");
        await browsed.Page.GotoAsync(site.Address.ToString());

        await Expect(browsed.Page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", new Regex(".*"));
        Assert.Empty(browsed.Problems);
    }

    private static async Task DrawAsync(BrowsedPage browsed) =>
        await Expect(browsed.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync();

    private async Task ChooseAsync(BrowsedPage browsed, string link, string query)
    {
        await browsed.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await Expect(browsed.Page).ToHaveURLAsync(new Uri(site.Address, query).ToString());
        await Expect(browsed.Page.Locator("[data-chart]")).ToHaveAttributeAsync("data-view", "chart/view" + query);
    }

    private async Task<BrowsedPage> OpenAsync(string query, bool javaScript = true)
    {
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new(Desktop) { JavaScriptEnabled = javaScript });
        await browsed.Page.GotoAsync(new Uri(site.Address, query).ToString());
        return browsed;
    }
}
