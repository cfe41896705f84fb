using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>
/// All windows and frames of one browser live on one stream, over HTTP/1.1 as over any other; where they cannot share, each has its own.
/// </summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class SharedStreamBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    /// <summary>Five seconds to say so, and what a busy machine takes to be seen saying it.</summary>
    private const float Answered = 6_000;

    private const string AsItIs = "window.asItIs = true;";

    private const string NoWorker = "delete window.SharedWorker;";

    private const string RefusedWorker =
        "window.SharedWorker = class { constructor() { throw new DOMException('denied', 'SecurityError'); } };";

    private const string SilentWorker = "window.SharedWorker = class extends EventTarget { port = new MessageChannel().port1; };";

    private const string MissingWorker =
        "const Worker = SharedWorker; window.SharedWorker = class { constructor() { return new Worker('/dist/former.js'); } };";

    private const string Hideable = """
        window.hide = isHidden => {
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly BrowserNewContextOptions Desktop = new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_frames_and_a_tab_follow_one_stream()
    {
        await using var shared = await OpenAsync(chromium.Browser);
        await using var elsewhere = await StartPageOfFramesAsync(shared.Address, count: 10);
        var frames = await shared.NewTabAsync();
        await frames.GotoAsync(elsewhere.Urls.First());
        await ExpectFramesAsync(frames, 10, "$92,000.00");

        await shared.PublishAsync(93_000m);

        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await ExpectFramesAsync(frames, 10, "$93,000.00");
        Assert.Equal(1, shared.Streams);
        Assert.Empty(shared.Browsed.Problems);
    }

    [Fact]
    public async Task The_others_go_on_when_the_first_tab_is_closed()
    {
        await using var shared = await OpenAsync(chromium.Browser);
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await ExpectPriceAsync(second, "$92,000.00");
        await shared.Browsed.Page.CloseAsync();

        await shared.PublishAsync(93_000m);

        await ExpectPriceAsync(second, "$93,000.00");
        Assert.Equal(1, shared.Streams);
    }

    [Fact]
    public async Task A_tab_that_joins_late_has_the_newest_price_and_the_history_at_once()
    {
        await using var shared = await OpenAsync(chromium.Browser);
        await shared.PublishAsync(93_000m);
        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        var second = await shared.NewTabAsync();
        var answered = await second.GotoAsync(shared.Address.ToString());
        Assert.Equal(200, answered!.Status);

        // A tab that asks for itself has the price without the one that is shared.
        await Expect(second.Locator("[data-live=age]")).ToContainTextAsync(" ago");
        await ExpectPriceAsync(second, "$93,000.00");
        await shared.PublishAsync(94_000m);

        await ExpectPriceAsync(second, "$94,000.00");
        Assert.Equal(1, shared.Trouble.Opened);
    }

    [Fact]
    public async Task Hidden_tabs_hold_no_connection_and_one_that_is_seen_again_reads_what_it_missed()
    {
        await using var shared = await OpenAsync(chromium.Browser, Hideable);
        var second = await shared.NewTabAsync();
        await second.GotoAsync(new Uri(shared.Address, "/embed").ToString());
        await ExpectPriceAsync(second, "$92,000.00");
        await second.EvaluateAsync("hide(true)");
        await shared.PublishAsync(92_500m);
        await ExpectPriceAsync(shared.Browsed.Page, "$92,500.00");
        Assert.Equal(1, shared.Streams);

        await shared.Browsed.Page.EvaluateAsync("hide(true)");
        await Eventually.IsTrueAsync(() => shared.Streams == 0, Cancellation);
        await shared.PublishAsync(93_000m);
        await Eventually.IsTrueAsync(() => shared.Price == 93_000m, Cancellation);
        await ExpectPriceAsync(shared.Browsed.Page, "$92,500.00");
        await shared.Browsed.Page.RunAndWaitForRequestAsync(
            () => shared.Browsed.Page.EvaluateAsync("hide(false)"),
            request => request.Url == shared.Address.ToString() && !request.IsNavigationRequest
        );

        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await ExpectPriceAsync(second, "$92,000.00");
        Assert.Equal(1, shared.Streams);
    }

    [Slow]
    [Fact]
    public async Task A_tab_that_ends_without_a_word_holds_the_stream_no_longer()
    {
        await using var shared = await OpenAsync(chromium.Browser, Hideable);
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
        await using var shared = await OpenAsync(chromium.Browser);
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await EndWorkersAsync(chromium.Browser);
        await Eventually.IsTrueAsync(() => shared.Trouble.Opened == 2, Cancellation);
        await shared.PublishAsync(93_000m);

        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await ExpectPriceAsync(second, "$93,000.00");
        await Expect(second.Locator(".status")).ToHaveTextAsync(string.Empty);
        Assert.Equal(1, shared.Streams);
    }

    [Theory]
    [InlineData(NoWorker)]
    [InlineData(RefusedWorker)]
    [InlineData(SilentWorker)]
    [InlineData(MissingWorker)]
    public async Task A_tab_without_a_worker_has_a_stream_of_its_own(string script)
    {
        await using var shared = await OpenAsync(chromium.Browser, script);
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await shared.PublishAsync(93_000m);

        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await Expect(shared.Browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await shared.Browsed.Page.CloseAsync();
        await Eventually.IsTrueAsync(() => shared.Streams == 0, Cancellation);
    }

    [Slow]
    [Theory]
    [InlineData(AsItIs)]
    [InlineData(NoWorker)]
    public async Task A_stream_that_is_cut_each_second_is_no_news_to_a_reader(string script)
    {
        await using var shared = await OpenAsync(chromium.Browser, script, new() { CutAfter = TimeSpan.FromSeconds(1) });
        await shared.Browsed.Page.EvaluateAsync(
            """
            window.said = [];
            new MutationObserver(() => said.push(document.querySelector('.status').textContent))
              .observe(document.querySelector('.status'), { childList: true, characterData: true, subtree: true });
            """
        );
        var before = shared.Trouble.Opened;
        for (var price = 93_001; price <= 93_003; price++)
        {
            await shared.PublishAsync(price);
            await ExpectPriceAsync(shared.Browsed.Page, $"${price:N2}");
        }

        await Eventually.IsTrueAsync(() => shared.Trouble.Opened >= before + 3, Cancellation);
        Assert.Empty(await shared.Browsed.Page.EvaluateAsync<string[]>("said"));
    }

    [Slow]
    [Theory]
    [InlineData(AsItIs)]
    [InlineData(NoWorker)]
    public async Task A_stream_that_does_not_open_is_not_live_and_one_window_asks_for_prices_until_it_does(string script)
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shared = await OpenAsync(chromium.Browser, script, new() { Held = released.Task });
        var status = shared.Browsed.Page.Locator(".status");

        await Expect(status).ToContainTextAsync("Live updates do not get through", new() { Timeout = Answered });
        await shared.PublishAsync(93_000m);
        await ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await Expect(second.Locator(".status")).ToContainTextAsync("Live updates do not get through", new() { Timeout = Answered });
        Assert.Equal(script == AsItIs ? 1 : 2, shared.Trouble.Opened);
        released.SetResult();

        await Expect(status).ToHaveTextAsync(string.Empty);
        await Expect(second.Locator(".status")).ToHaveTextAsync(string.Empty);
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

    private static Task ExpectPriceAsync(IPage page, string price) => Expect(page.Locator("[data-live=price]")).ToHaveTextAsync(price);

    private static async Task ExpectFramesAsync(IPage page, int count, string price)
    {
        for (var frame = 0; frame < count; frame++)
        {
            await Expect(page.FrameLocator($"iframe >> nth={frame}").Locator("[data-live=price]")).ToHaveTextAsync(price);
        }
    }

    private async Task<SharedSite> OpenAsync(IBrowser browser, string script = AsItIs, FaultyStreamProxy? trouble = null)
    {
        var shared = new SharedSite(await fixture.NewStoreAsync(), trouble ?? new());
        await shared.OpenAsync(fixture, browser, script);
        return shared;
    }

    /// <summary>A site with a store of its own, and a browser with a page of it.</summary>
    private sealed class SharedSite(PriceStoreHost store, FaultyStreamProxy trouble) : IAsyncDisposable
    {
        private DateTimeOffset _slot = MarketData.Slot(secondsAgo: 30);
        private WebSite _site = null!;

        public Uri Address { get; private set; } = null!;

        public BrowsedPage Browsed { get; private set; } = null!;

        public FaultyStreamProxy Trouble => trouble;

        /// <summary>How many streams the server holds now.</summary>
        public int Streams => _site.Services.GetRequiredService<LiveQuoteFeed>().Viewers;

        /// <summary>The price that the server has.</summary>
        public decimal? Price => _site.Services.GetRequiredService<CurrentSnapshot>().Value.Latest?.Price;

        public async Task OpenAsync(Web.WebFixture fixture, IBrowser browser, string script)
        {
            await PublishAsync(92_000m);
            _site = fixture.Site(store, trouble);
            Address = _site.ListenOnFreePort();
            using var client = new HttpClient { BaseAddress = Address };
            await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$92,000.00", StringComparison.Ordinal));
            Browsed = await BrowsedPage.OpenAsync(browser, Desktop);
            await Browsed.Page.Context.AddInitScriptAsync(script);
            await Browsed.Page.GotoAsync(Address.ToString());
        }

        public Task<IPage> NewTabAsync() => Browsed.Page.Context.NewPageAsync();

        public async Task PublishAsync(decimal price)
        {
            await store.Writer.TryPutQuoteAsync(MarketData.Quote(_slot, price, "coinbase"), Cancellation);
            _slot += Interval;
            await store.Writer.PutScheduleAsync(new IngestSchedule(MarketMode.Live, Interval, _slot, TimeSpan.FromHours(1)), Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Browsed.DisposeAsync();
            await _site.DisposeAsync();
            store.Dispose();
        }
    }
}
