using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Browser;

/// <summary>A person's own page in a browser.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class MeBrowserTests(ChromiumFixture chromium, PageFixture site) : IClassFixture<ChromiumFixture>, IClassFixture<PageFixture>
{
    [Fact]
    public async Task A_record_is_kept_by_forms_without_a_script()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { JavaScriptEnabled = false });
        await StartAsync(browsed.Page, "Unscripted");

        await AddAsync(browsed.Page, "0.5", "1000");

        Assert.Contains("0.50000000", await browsed.Page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(browsed.Page.Locator(".bought circle")).ToHaveCountAsync(1);
        await browsed.Page.GetByLabel("Delete the purchase of").ClickAsync();
        await Assertions.Expect(browsed.Page.GetByText("None yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_it_is_worth_follows_each_quote()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        await StartAsync(browsed.Page, "Scripted");
        await AddAsync(browsed.Page, "2", "1000");

        await site.TellAsync(93_000.5m);

        await Assertions.Expect(browsed.Page.Locator(".worth .result")).ToHaveTextAsync("$186,001.00", new() { Timeout = 20_000 });
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task What_a_new_record_says_follows_each_quote_in_the_language_of_its_page()
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new() { Locale = "es" });
        await StartAsync(browsed.Page, "Nueva");
        await browsed.Page.Context.AddCookiesAsync([
            new()
            {
                Name = "lang",
                Value = "en",
                Url = site.Address.ToString(),
            },
        ]);

        await site.TellAsync(94_321.5m);

        await Assertions.Expect(browsed.Page.Locator(".worth")).ToContainTextAsync("USD\u00a094.321,50", new() { Timeout = 20_000 });
        Assert.Contains("¡Hola, Nueva!", await browsed.Page.Locator("#greeting").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData(1280, "light", "en")]
    [InlineData(390, "dark", "en")]
    [InlineData(320, "light", "en")]
    [InlineData(1280, "dark", "es")]
    [InlineData(390, "light", "es")]
    [InlineData(320, "dark", "es")]
    public async Task Axe_finds_nothing_on_an_open_record(int width, string theme, string language)
    {
        await using var browsed = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                Locale = language,
                ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            }
        );
        await StartAsync(browsed.Page, $"Axe{theme}{language}{(char)('a' + (width / 100))}");
        await AddAsync(browsed.Page, "2", "1000");
        await browsed.Page.Locator("form[action='/me/link'] button").ClickAsync();

        await browsed.ScreenshotAsync($"me-{width}-{theme}-{language}");
        Assert.Empty(await AxeBrowserTests.FindAsync(browsed.Page));
        Assert.Empty(
            await browsed.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('.me td')].filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
            )
        );
        Assert.False(
            await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"),
            "The page is wider than the window."
        );
    }

    private async Task StartAsync(IPage page, string name)
    {
        await page.GotoAsync(new Uri(site.Address, "me").ToString());
        await page.Locator("#new-name").FillAsync(name);
        await page.Locator("#new-day").FillAsync("2013-04-05");
        await page.Locator("form[action='/me/create'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#greeting", new() { HasText = $", {name}!" })).ToBeVisibleAsync();
    }

    private static async Task AddAsync(IPage page, string amount, string paid)
    {
        await page.Locator("#amount").FillAsync(amount);
        await page.Locator("#paid").FillAsync(paid);
        await page.Locator("form[action='/me/purchases'] button").ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToBeVisibleAsync();
    }
}
