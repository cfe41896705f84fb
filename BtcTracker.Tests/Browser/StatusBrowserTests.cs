using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>The operator's page in a browser: live, still, within its policy, and back after a restart.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class StatusBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const double SmallestShiftThatCounts = 0.01;
    private const string Token = "a-token-of-some-length";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_new_quote_appears_without_a_reload_and_nothing_moves(int width, ColorScheme colors)
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        await using var browsed = await OpenAsync(
            new Uri(address, "status"),
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colors,
            }
        );
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");
        await browsed.ScreenshotAsync($"status-{width}-{colors}");
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);

        await OperatorData.PublishAsync(store.Writer, MarketData.Slot(), 93_017.4m);

        await Expect(browsed.Page.Locator("[data-price]").First).ToHaveTextAsync("$93,017.40");
        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        Assert.False(await browsed.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await browsed.AssertHoldsStillAsync(SmallestShiftThatCounts);
        Assert.Empty(browsed.Problems);
    }

    [Fact]
    public async Task The_store_is_read_for_the_page_only_while_it_is_open()
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        await using var site = fixture.Site(store);
        var address = site.ListenOnFreePort();
        var feed = site.Services.GetRequiredService<StatusFeed>();
        await using var browsed = await OpenAsync(new Uri(address, "status"), new());
        Assert.Equal(1, feed.Watchers);

        await browsed.Page.GotoAsync(address.ToString());

        await Eventually.IsTrueAsync(
            () => feed.Watchers == 0 && site.Services.GetRequiredService<CircuitLimiter>().Open == 0,
            Cancellation
        );
    }

    [Fact]
    public async Task The_tokens_address_leads_to_the_live_page_and_the_token_out_of_sight()
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Status:Token"] = Token });
        var address = site.ListenOnFreePort();

        await using var browsed = await OpenAsync(new Uri(address, $"status?token={Token}"), new());

        await Expect(browsed.Page).ToHaveURLAsync(new Uri(address, "status").ToString());
        Assert.Empty(browsed.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_live_below_a_path_of_a_proxys_host(bool strips)
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string> { ["Web:PathBase"] = SubPathProxy.Path, ["Status:Token"] = Token }
        );
        await using var proxy = await SubPathProxy.StartAsync(site.ListenOnFreePort(), strips);
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        await browsed.Page.GotoAsync(new Uri(proxy.Address, "status").ToString());

        await browsed.Page.FillAsync("#token", Token);
        await browsed.Page.ClickAsync("button");

        await ExpectLiveAsync(browsed.Page);
        Assert.All(browsed.Problems, problem => Assert.Contains("401", problem, StringComparison.Ordinal));
    }

    [Slow]
    [Fact]
    public async Task Its_own_bar_shows_that_the_server_is_lost_and_goes_when_a_new_one_is_there()
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        var port = WebProcess.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = fixture.Endpoint.OriginalString,
            ["Store__Table"] = store.Table,
        };
        await using var first = new WebProcess(port, environment);
        await first.WaitForAsync("Now listening");
        await using var browsed = await OpenAsync(new Uri(first.Address, "status"), new());
        var bar = browsed.Page.Locator("#components-reconnect-modal");
        await Expect(bar).ToBeHiddenAsync();

        await first.KillAsync();
        await Expect(bar).ToBeVisibleAsync();
        await browsed.ScreenshotAsync("status-reconnect");
        await using var second = new WebProcess(port, environment);
        await second.WaitForAsync("Now listening");

        await Expect(bar).ToBeHiddenAsync();
        await ExpectLiveAsync(browsed.Page);
        await OperatorData.PublishAsync(store.Writer, MarketData.Slot(), 94_000m);
        await Expect(browsed.Page.Locator("[data-price]").First).ToHaveTextAsync("$94,000.00");
        Assert.DoesNotContain(browsed.Problems, problem => problem.Contains("policy", StringComparison.OrdinalIgnoreCase));
    }

    [Slow]
    [Fact]
    public async Task The_published_web_serves_the_script_and_the_live_page()
    {
        var folder = Directory.CreateTempSubdirectory("btctracker-published-");
        try
        {
            var project = Path.Combine(RepositoryPaths.Root, "BtcTracker.Web");
            var published = await Command.RunAsync(
                "dotnet",
                ["publish", project, "-c", "Release", "-o", folder.FullName, "-nologo", "-v", "q"],
                TimeSpan.FromMinutes(15)
            );
            Assert.True(published.Succeeded, published.Output);
            using var store = await fixture.NewStoreAsync();
            await OperatorData.FillAsync(store.Writer);
            await using var web = new PublishedWeb(
                folder.FullName,
                WebProcess.FreePort(),
                new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL_DYNAMODB"] = fixture.Endpoint.OriginalString,
                    ["Store__Table"] = store.Table,
                    ["Status__Token"] = Token,
                }
            );
            await web.WaitForAsync("Now listening");

            using var client = new HttpClient();
            Assert.NotEmpty(await client.GetByteArrayAsync(new Uri(web.Address, "_framework/blazor.web.js"), Cancellation));
            await using var browsed = await OpenAsync(
                new Uri(web.Address, $"status?token={Token}"),
                new()
                {
                    ViewportSize = new() { Width = 1280, Height = 900 },
                }
            );
            await browsed.ScreenshotAsync("status-published");
            await OperatorData.PublishAsync(store.Writer, MarketData.Slot(), 95_000m);
            await Expect(browsed.Page.Locator("[data-price]").First).ToHaveTextAsync("$95,000.00");
            Assert.Empty(browsed.Problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task ExpectLiveAsync(IPage page) => Expect(page.Locator("#read-at")).ToContainTextAsync("Live");

    private async Task<BrowsedPage> OpenAsync(Uri address, BrowserNewContextOptions options)
    {
        var browsed = await BrowsedPage.OpenAsync(chromium.Browser, options);
        await browsed.Page.GotoAsync(address.ToString());
        await ExpectLiveAsync(browsed.Page);
        return browsed;
    }
}
