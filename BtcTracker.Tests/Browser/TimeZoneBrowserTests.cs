using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>Times are of the reader's zone, which is named; the server's own stay UTC, and so do days.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class TimeZoneBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    private const string Bogota = "America/Bogota";

    [Theory]
    [InlineData(Bogota, "UTC\u22125", -300)]
    [InlineData("Asia/Kabul", "UTC+4:30", 270)]
    [InlineData("UTC", "UTC", 0)]
    public async Task Times_are_those_of_the_reader_and_name_their_zone(string zone, string name, int minutesAhead)
    {
        await using var browsed = await OpenAsync(zone);
        var page = browsed.Page;
        await page.GotoAsync(site.Address.ToString());

        var time = page.Locator("[data-live=time]");
        var asOf = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        await Expect(time)
            .ToHaveTextAsync(
                asOf.ToOffset(TimeSpan.FromMinutes(minutesAhead)).ToString("d MMM yyyy, HH:mm:ss ", CultureInfo.InvariantCulture) + name
            );
        await Expect(page.Locator(".readout"))
            .ToHaveTextAsync(new Regex($@", \d\d:\d\d {Regex.Escape(name)} to \d+ \w+ \d+, \d\d:\d\d {Regex.Escape(name)} · 5m candles$"));
        await Expect(page.Locator("[data-zone]")).ToHaveTextAsync($"Times are in your time zone, {zone} ({name}); days are UTC days.");
        await page.Locator(".chart").FocusAsync();
        await Expect(page.Locator(".chart.drawn")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".readout")).ToHaveTextAsync(new Regex($@"^\d+ \w+ \d+, \d\d:\d\d {Regex.Escape(name)} · O \$"));
        await Expect(page.Locator(".chart")).ToHaveAttributeAsync("aria-valuetext", new Regex($"{Regex.Escape(name)}: "));
        await page.Locator("[data-range='7D']").ClickAsync();
        await Expect(page.Locator(".summary"))
            .ToContainTextAsync(new Regex($@"High \$[\d,.]+ \(\d+ \w+ \d+, (\d\d:\d\d {Regex.Escape(name)}|00:00 UTC)\)"));

        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_servers_drawing_has_the_readers_hours_below_it()
    {
        await using var browsed = await OpenAsync("Asia/Kabul");
        await browsed.Page.GotoAsync(new Uri(site.Address, "embed?range=1D").ToString());

        var label = browsed.Page.Locator(".times text").First;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse((await label.GetAttributeAsync("data-at"))!, CultureInfo.InvariantCulture));
        await Expect(label).ToHaveTextAsync(at.ToOffset(TimeSpan.FromMinutes(270)).ToString("HH:mm", CultureInfo.InvariantCulture));
        await Expect(browsed.Page.Locator("[data-live=time]")).ToContainTextAsync("UTC+4:30");
    }

    [Fact]
    public async Task Days_are_UTC_days_in_every_zone()
    {
        await using var browsed = await OpenAsync(Bogota);
        var page = browsed.Page;
        await page.GotoAsync(new Uri(site.Address, "?range=1Y&type=candles").ToString());
        await page.Locator(".chart").FocusAsync();
        await Expect(page.Locator(".chart.drawn")).ToBeVisibleAsync();

        // The range begins with its first candle, which is a UTC day.
        var day = (await page.Locator(".readout").TextContentAsync())!.Split(',')[0];
        await page.Keyboard.PressAsync("Home");

        await Expect(page.Locator(".readout")).ToContainTextAsync($"{day} · O $");
    }

    [Fact]
    public async Task UTC_is_chosen_in_the_settings_and_kept_and_an_address_comes_before_it()
    {
        await using var browsed = await OpenAsync(Bogota);
        var page = browsed.Page;
        await page.GotoAsync(site.Address.ToString());
        await Expect(page.Locator("[data-live=time]")).ToContainTextAsync("UTC\u22125");

        await page.GetByRole(AriaRole.Button, new() { Name = "Times in UTC" }).ClickAsync();
        await Expect(page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
        await page.GotoAsync(new Uri(site.Address, "?range=7D").ToString());
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Times in UTC" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
        await page.GotoAsync(new Uri(site.Address, "?tz=local").ToString());
        await Expect(page.Locator("[data-live=time]")).ToContainTextAsync("UTC\u22125");
        await page.GetByRole(AriaRole.Button, new() { Name = "Times in UTC" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(site.Address.ToString());
        await Expect(page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
    }

    [Theory]
    [InlineData("?tz=utc")]
    [InlineData("?tz=UTC&range=7D")]
    public async Task An_address_keeps_UTC_for_everyone_who_opens_it(string address)
    {
        await using var browsed = await OpenAsync(Bogota);
        await browsed.Page.GotoAsync(new Uri(site.Address, address).ToString());
        await Expect(browsed.Page.Locator("[data-live=age]")).ToContainTextAsync("ago");

        await Expect(browsed.Page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
        await Expect(browsed.Page.Locator("[data-zone]")).ToHaveTextAsync("All times are UTC.");
        await site.PublishAsync(93_001m);
        await Expect(browsed.Page.Locator("[data-live=price]")).ToHaveTextAsync("$93,001.00");
        await Expect(browsed.Page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
    }

    [Fact]
    public async Task Without_a_script_all_times_are_UTC_and_there_is_nothing_to_choose()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { TimezoneId = Bogota, JavaScriptEnabled = false });
        await browsed.Page.GotoAsync(new Uri(site.Address, "?tz=mars").ToString());

        await Expect(browsed.Page.Locator("[data-live=time]")).ToHaveTextAsync(new Regex("UTC$"));
        await Expect(browsed.Page.Locator(".zone")).ToBeHiddenAsync();
        await Expect(browsed.Page.Locator(".notices")).ToHaveTextAsync("The tz “mars” is unknown. Use local, utc.");
    }

    private async Task<BrowsedPage> OpenAsync(string zone) =>
        await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                TimezoneId = zone,
                ViewportSize = new() { Width = 1280, Height = 1000 },
            }
        );
}
