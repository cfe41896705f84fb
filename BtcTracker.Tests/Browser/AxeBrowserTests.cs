using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Browser;

/// <summary>
/// What axe can find by itself: WCAG 2.2 A and AA and its best practices, on each page in each width, theme and language.
/// </summary>
[Trait("Level", "Browser")]
public sealed class AxeBrowserTests(ChromiumFixture chromium, PageFixture site) : IClassFixture<ChromiumFixture>, IClassFixture<PageFixture>
{
    private const string Run = """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
          return JSON.stringify(violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`));
        }
        """;

    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(RepositoryPaths.Root, "node_modules", "axe-core", "axe.min.js"))
    );

    private static readonly string[] Pages =
    [
        "",
        "?range=ALL&ma=200d,200w",
        "?range=1Y&type=candles",
        "?range=1M&unit=sat&cur=EUR",
        "?from=2020-01-01&to=2020-12-31&type=bars",
        "history",
        "history?interval=1mo",
        "convert?amount=1,5",
        "convert?amount=2&from=BTC&to=SAT",
        "what-if?amount=100&every=month&since=2020-01-01",
        "api",
        "about",
        "notices",
        "embed",
        "no-such-page",
        "me",
        "me?lang=es",
    ];

    private static readonly (int Width, string Theme, string Language)[] Looks =
    [
        (1280, "light", "en"),
        (390, "dark", "es"),
        (320, "light", "en"),
        (1280, "dark", "en"),
        (390, "light", "es"),
        (1280, "light", "es"),
        (320, "dark", "es"),
    ];

    /// <summary>Each page in one look, a different one than its neighbours; in all of them where slow tests are wanted.</summary>
    public static TheoryData<string, int, string, string> Shown { get; } =
        new(
            Pages.SelectMany(
                (page, at) =>
                    Looks
                        .Where((_, look) => SlowTests.AreWanted || look == at % Looks.Length)
                        .Select(look => (page, look.Width, look.Theme, look.Language))
            )
        );

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Axe_finds_nothing(string page, int width, string theme, string language)
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
        await browsed.Page.GotoAsync(new Uri(site.Address, page).ToString());
        await browsed.Page.EvaluateAsync("document.querySelectorAll('details').forEach(part => { part.open = !part.matches('.why'); })");

        Assert.Empty(await FindAsync(browsed.Page));
        Assert.False(
            await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"),
            "The page is wider than the window."
        );
    }

    /// <summary>What axe finds on a page.</summary>
    internal static async Task<string[]> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        return JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Run))!;
    }
}
