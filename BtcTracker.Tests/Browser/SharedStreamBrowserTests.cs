using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>All windows and frames of one browser live on one stream, over HTTP/1.1 as over any other.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class SharedStreamBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    private const string Hideable = """
        window.hide = isHidden => {
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_frames_and_a_tab_follow_one_stream()
    {
        await using var shared = await OpenAsync();
        await using var elsewhere = await StartPageOfFramesAsync(shared.Address, count: 10);
        var frames = await shared.NewTabAsync();
        await frames.GotoAsync(elsewhere.Urls.First());
        await ExpectFramesAsync(frames, 10, "$92,000.00");

        await shared.PublishAsync(93_000m);

        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await ExpectFramesAsync(frames, 10, "$93,000.00");
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);
        Assert.Empty(shared.Browsed.Problems);
    }

    [Fact]
    public async Task The_others_go_on_when_the_first_tab_is_closed()
    {
        await using var shared = await OpenAsync();
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await SharedSite.ExpectPriceAsync(second, "$92,000.00");
        await shared.Browsed.Page.CloseAsync();

        await shared.PublishAsync(93_000m);

        await SharedSite.ExpectPriceAsync(second, "$93,000.00");
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);
    }

    [Fact]
    public async Task A_tab_that_joins_late_has_the_latest_price_and_the_history_at_once()
    {
        await using var shared = await OpenAsync();
        await shared.PublishAsync(93_000m);
        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        var second = await shared.NewTabAsync();
        var answered = await second.GotoAsync(shared.Address.ToString());
        Assert.Equal(200, answered!.Status);

        // A tab that asks for itself has the price without the one that is shared.
        await Expect(second.Locator("[data-live=age]")).ToContainTextAsync(" ago");
        await SharedSite.ExpectPriceAsync(second, "$93,000.00");
        await shared.PublishAsync(94_000m);

        await SharedSite.ExpectPriceAsync(second, "$94,000.00");
        Assert.Equal(1, shared.Trouble.Opened);
    }

    [Fact]
    public async Task Hidden_tabs_hold_no_connection_and_one_that_is_seen_again_reads_what_it_missed()
    {
        await using var shared = await OpenAsync(Hideable);
        var second = await shared.NewTabAsync();
        await second.GotoAsync(new Uri(shared.Address, "/embed").ToString());
        await SharedSite.ExpectPriceAsync(second, "$92,000.00");
        await second.EvaluateAsync("hide(true)");
        await shared.PublishAsync(92_500m);
        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$92,500.00");
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await shared.Browsed.Page.EvaluateAsync("hide(true)");
        await Eventually.IsTrueAsync(() => shared.Streams == 0, Cancellation);
        await shared.PublishAsync(93_000m);
        await Eventually.IsTrueAsync(() => shared.Price == 93_000m, Cancellation);
        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$92,500.00");
        await shared.Browsed.Page.RunAndWaitForRequestAsync(
            () => shared.Browsed.Page.EvaluateAsync("hide(false)"),
            request => request.Url == shared.Address.ToString() && !request.IsNavigationRequest
        );

        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await SharedSite.ExpectPriceAsync(second, "$92,000.00");
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);
    }

    [Slow]
    [Fact]
    public async Task A_tab_that_ends_without_a_word_holds_the_stream_no_longer()
    {
        await using var shared = await OpenAsync(Hideable);
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await shared.Browsed.Page.EvaluateAsync("hide(true)");
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await second.EvaluateAsync("MessagePort.prototype.postMessage = () => {}");

        await Eventually.IsTrueAsync(() => shared.Streams == 0, Cancellation);
    }

    [Fact]
    public async Task A_worker_that_crashes_is_replaced_within_seconds()
    {
        await using var shared = await OpenAsync();
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await EndWorkersAsync(chromium.Browser);
        await Eventually.IsTrueAsync(() => shared.Trouble.Opened == 2, Cancellation);
        await shared.PublishAsync(93_000m);

        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await SharedSite.ExpectPriceAsync(second, "$93,000.00");
        await Expect(second.Locator(".status")).ToHaveTextAsync(string.Empty);
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);
    }

    private static async Task EndWorkersAsync(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var targets = (await session.SendAsync("Target.getTargets"))!
            .Value.GetProperty("targetInfos")
            .EnumerateArray()
            .Where(target => target.GetProperty("type").GetString() == "shared_worker")
            .Select(target => target.GetProperty("targetId").GetString()!)
            .ToList();
        Assert.NotEmpty(targets);
        foreach (var target in targets)
        {
            await session.SendAsync("Target.closeTarget", new() { ["targetId"] = target });
        }
    }

    private static async Task<WebApplication> StartPageOfFramesAsync(Uri site, int count)
    {
        var frames = string.Concat(Enumerable.Repeat($"<iframe src='{new Uri(site, "/embed")}' width='420' height='260'></iframe>", count));
        var page = WebApplication.CreateSlimBuilder().Build();
        page.Urls.Add("http://127.0.0.1:0");
        page.MapGet("/", () => TypedResults.Content("<link rel='icon' href='data:,'>" + frames, "text/html"));
        await page.StartAsync(Cancellation);
        return page;
    }

    private static async Task ExpectFramesAsync(IPage page, int count, string price)
    {
        for (var frame = 0; frame < count; frame++)
        {
            await Expect(page.FrameLocator($"iframe >> nth={frame}").Locator("[data-live=price]")).ToHaveTextAsync(price);
        }
    }

    private Task<SharedSite> OpenAsync(string script = SharedSite.AsItIs) => SharedSite.OpenAsync(fixture, chromium.Browser, script);
}
