using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The page in Spanish: chosen by the browser, kept by a link, and spoken by the script as by the server.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class LanguageBrowserTests(ChromiumFixture chromium, PageFixture site)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<PageFixture>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_script_goes_on_in_the_language_of_the_page(int width)
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                Locale = "es-MX",
                ViewportSize = new() { Width = width, Height = 1000 },
            }
        );
        var page = browsed.Page;
        await page.GotoAsync(new Uri(site.Address, "?range=1Y&type=candles").ToString());
        await Expect(page.Locator("[data-live=age]")).ToHaveTextAsync(new Regex(@"^ \(hace \d+ s\)$"));

        await page.Locator(".chart").FocusAsync();
        await Expect(page.Locator(".chart.drawn")).ToHaveAttributeAsync("aria-label", new Regex("^Gráfico del precio: "));
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".readout")).ToHaveTextAsync(new Regex(@"^\d+ \w{3} 20\d\d · A USD\u00a0[\d.]+,\d\d Máx "));
        await Expect(page.Locator(".chart")).ToHaveAttributeAsync("aria-valuetext", new Regex(", apertura USD"));
        await site.PublishAsync(93_512.44m);
        await Expect(page.Locator("[data-live=price]")).ToHaveTextAsync("USD\u00a093.512,44");
        await Expect(page).ToHaveTitleAsync("USD\u00a093.512,44 · Bitcoin · BtcTracker");
        await Expect(page.Locator("[data-live=change]")).ToHaveTextAsync(new Regex(@",\d\d\u00a0%$"));
        await page.Locator("[data-range='7D']").ClickAsync();
        await Expect(page.Locator(".summary")).ToContainTextAsync("En los últimos 7 días Bitcoin pasó de USD");
        await browsed.ScreenshotAsync($"spanish-{width}");

        Assert.Equal("es", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        Assert.Equal("", string.Join('\n', browsed.Problems));
    }

    [Fact]
    public async Task An_alert_is_set_in_Spanish_with_a_comma_before_its_decimals()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { Locale = "es" });
        var page = browsed.Page;
        await page.GotoAsync(site.Address.ToString());
        await page.GetByText("Alerta", new() { Exact = true }).ClickAsync();

        await page.GetByLabel("Cantidad en dólares estadounidenses").FillAsync("1.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Poner alerta" }).ClickAsync();
        await Expect(page.Locator(".alert-problem")).ToContainTextAsync("'1.5' no es una cantidad.");
        await page.GetByLabel("Cantidad en dólares estadounidenses").FillAsync("150.000,5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Poner alerta" }).ClickAsync();

        await Expect(page.Locator(".alert-said")).ToHaveTextAsync("Alerta puesta: por encima de USD\u00a0150.000,50.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_changes_the_language_for_all_pages_and_stays_on_this_one(bool javaScript)
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { JavaScriptEnabled = javaScript });
        var page = browsed.Page;
        await page.GotoAsync(new Uri(site.Address, "?range=1Y").ToString());

        await page.GetByRole(AriaRole.Link, new() { Name = "Español" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(site.Address, "?range=1Y").ToString());
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await page.GetByRole(AriaRole.Link, new() { Name = "Acerca de" }).First.ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Acerca de");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("About");
    }

    [Fact]
    public async Task A_view_in_another_language_than_the_page_is_loaded_whole()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { Locale = "en" });
        var page = browsed.Page;
        await page.GotoAsync(site.Address.ToString());
        await page.EvaluateAsync("fetch('language?to=es')");

        await page.Locator("[data-range='7D']").ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await Expect(page).ToHaveURLAsync(new Uri(site.Address, "?range=7D").ToString());
    }
}
