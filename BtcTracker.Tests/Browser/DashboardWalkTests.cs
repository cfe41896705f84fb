using System.Text.RegularExpressions;
using BtcTracker.AppHost;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The walk of README.md through Aspire's dashboard, on a running demo; it takes the README's pictures.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class DashboardWalkTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private const float Patience = 90_000;

    private static readonly BrowserNewContextOptions Window = new()
    {
        ViewportSize = new() { Width = 1280, Height = 640 },
        Locale = "en-US",
        ColorScheme = ColorScheme.Light,
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_newcomer_logs_in_follows_one_price_by_its_trace_and_makes_the_market_fail()
    {
        // Opened first, so that without a browser nothing else starts.
        await using var dashboard = await BrowsedPage.OpenAsync(chromium.Browser, Window);
        await using var viewer = await BrowsedPage.OpenAsync(
            chromium.Browser,
            new(Window)
            {
                ViewportSize = new() { Width = 1280, Height = 1080 },
            }
        );
        dashboard.Page.SetDefaultTimeout(Patience);
        using var host = new AppHostProcess(_folder.Path, ["--Market:Mode=demo", "--Ingest:Interval=5s"]);
        var address = await host.PageAsync(Cancellation);
        var line = host.Output.Single(said => said.StartsWith("Dashboard:", StringComparison.Ordinal));
        var link = new Uri(line["Dashboard:".Length..].Trim());

        await RefusesWrongTokenAsync(dashboard.Page, link);
        await dashboard.Page.GotoAsync(link.ToString());
        await ShowsResourcesAsync(dashboard);
        await FollowsPriceAsync(dashboard);
        await ShowsPageAsync(viewer, address);
        await MakesMarketFailAsync(dashboard, viewer.Page);
        await EndsFaultsAsync(dashboard.Page, viewer.Page);
        await host.StopAsync(Cancellation);
    }

    private static async Task RefusesWrongTokenAsync(IPage page, Uri link)
    {
        await page.GotoAsync(new Uri(link, "/login?t=wrong").ToString());
        await Expect(page.GetByText("Log in", new() { Exact = true })).ToBeVisibleAsync(Patient());
        await page.GotoAsync(new Uri(link, "/").ToString());
        await Expect(page).ToHaveURLAsync(new Regex("/login"), new() { Timeout = Patience });
        await Expect(page.GetByText("Log in", new() { Exact = true })).ToBeVisibleAsync(Patient());
    }

    private static async Task ShowsResourcesAsync(BrowsedPage dashboard)
    {
        foreach (var name in new[] { ResourceNames.DynamoDb, ResourceNames.Ingest, ResourceNames.MarketSim, ResourceNames.Web })
        {
            await Expect(Healthy(dashboard.Page, name)).ToBeVisibleAsync(Patient());
        }

        await dashboard.PictureAsync("dashboard-resources");
    }

    private static async Task FollowsPriceAsync(BrowsedPage dashboard)
    {
        var page = dashboard.Page;
        await ChooseAsync(page, ResourceNames.Ingest, "Traces");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Searchbox).FillAsync("slot");
        var slots = page.GetByRole(AriaRole.Row, new() { Name = "Name: ingest: slot" });
        // Two slots later the spans of this one, and of the snapshot that shows it, have reached the dashboard.
        await Expect(slots.Nth(4)).ToBeVisibleAsync(Patient());
        await slots.Nth(2).ClickAsync();

        await Expect(Span(page, "marketsim: GET /public-api/v3/cryptocurrency/quotes/latest")).ToBeVisibleAsync(Patient());
        await Expect(Span(page, "ingest: store slot")).ToBeVisibleAsync(Patient());
        await Expect(Span(page, "ingest: RPC DynamoDB/PutItem")).ToBeVisibleAsync(Patient());
        await Expect(Span(page, "ingest: roll up candles")).ToBeVisibleAsync(Patient());
        await page.GetByRole(AriaRole.Heading, new() { Name = "ingest: slot" }).HoverAsync();
        await dashboard.PictureAsync("dashboard-trace");

        await Span(page, "ingest: slot").ClickAsync();
        var backlink = page.GetByRole(AriaRole.Row, new() { Name = "web: snapshot" });
        await backlink.Locator("fluent-button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "web: snapshot" }).First).ToBeVisibleAsync(Patient());
    }

    private static async Task ShowsPageAsync(BrowsedPage viewer, Uri address)
    {
        await viewer.Page.GotoAsync(new Uri(address, "/?range=1Y&type=candles&ma=200d").ToString());
        await Expect(viewer.Page.Locator(".status")).ToHaveTextAsync(string.Empty, new() { Timeout = Patience });
        await Expect(viewer.Page.Locator(".chart.drawn canvas").First).ToBeVisibleAsync(Patient());
        await viewer.PictureAsync("page");
    }

    private static async Task MakesMarketFailAsync(BrowsedPage dashboard, IPage viewer)
    {
        var page = dashboard.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Resources" }).ClickAsync();
        var dialog = page.Locator("#interactions-input-dialog");
        await OpenAsync(page, ResourceNames.MarketSim, "Make the market fail…", dialog.GetByRole(AriaRole.Combobox));
        await dialog.GetByRole(AriaRole.Combobox).ClickAsync();
        await dialog.Locator("fluent-option").Filter(new() { HasText = "Every source returns 503" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("3600");
        await dialog.Locator("fluent-button").Filter(new() { HasText = "Make the market fail…" }).ClickAsync();

        await Expect(Resource(page, ResourceNames.Ingest)).ToContainTextAsync("Running (Degraded)", new() { Timeout = Patience });
        await Expect(viewer.Locator(".status")).ToContainTextAsync("The latest price is", new() { Timeout = Patience });
        await ChooseAsync(page, ResourceNames.Ingest, "View details");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveCountAsync(2, new() { Timeout = Patience });
        // The filter works a moment later. What it removes has paths of this machine, which are not for the picture.
        var variable = page.GetByText("Market__Mode", new() { Exact = true });
        await Expect(variable).ToHaveCountAsync(1, new() { Timeout = Patience });
        await FilterAsync(page.GetByRole(AriaRole.Searchbox).Last, "returned", variable);
        var check = page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^ingest_check .*returned 503", RegexOptions.Singleline) });
        await Expect(check).ToBeVisibleAsync(Patient());
        await check.ScrollIntoViewIfNeededAsync();
        await dashboard.PictureAsync("dashboard-fault");
    }

    private static async Task EndsFaultsAsync(IPage page, IPage viewer)
    {
        await ChooseAsync(page, ResourceNames.MarketSim, "End faults");
        await Expect(Healthy(page, ResourceNames.Ingest)).ToBeVisibleAsync(Patient());
        await Expect(viewer.Locator(".status")).ToHaveTextAsync(string.Empty, new() { Timeout = Patience });
    }

    private static LocatorAssertionsToBeVisibleOptions Patient() => new() { Timeout = Patience };

    private static ILocator Resource(IPage page, string name) =>
        page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"^(Executable|Project): {name} ") });

    // The state of a resource that is not healthy has more words.
    private static ILocator Healthy(IPage page, string name) =>
        Resource(page, name).GetByRole(AriaRole.Gridcell, new() { Name = "Running", Exact = true });

    private static ILocator Span(IPage page, string name) => page.GetByRole(AriaRole.Row, new() { Name = name }).First;

    /// <summary>
    /// Chooses an item that opens something. The dashboard redraws its menus whenever a resource changes, and a click on an item
    /// that it has just replaced reaches nobody: then a person chooses again.
    /// </summary>
    private static async Task OpenAsync(IPage page, string resource, string item, ILocator opened)
    {
        for (var tries = 0; tries < 4 && !await opened.IsVisibleAsync(); tries++)
        {
            // One that is open already, with no more than its frame, is closed.
            await page.Keyboard.PressAsync("Escape");
            await ChooseAsync(page, resource, item);
            await Record.ExceptionAsync(() => opened.WaitForAsync(new() { Timeout = Patience / 4 }));
        }

        await Expect(opened).ToBeVisibleAsync();
    }

    /// <summary>
    /// Types into a filter. The dashboard sets the field to what it knew before when it redraws the panel in that moment: then a person
    /// types again.
    /// </summary>
    private static async Task FilterAsync(ILocator field, string text, ILocator removed)
    {
        for (var tries = 0; tries < 4 && await removed.CountAsync() > 0; tries++)
        {
            await field.FillAsync(string.Empty);
            await field.FillAsync(text);
            await Record.ExceptionAsync(() =>
                removed.WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = Patience / 4 })
            );
        }

        await Expect(removed).ToHaveCountAsync(0);
    }

    private static async Task ChooseAsync(IPage page, string resource, string item)
    {
        await Resource(page, resource).GetByRole(AriaRole.Button, new() { Name = "Actions", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
