using BtcTracker.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.Browser;

/// <summary>A window that cannot share a stream has its own; one that is cut or does not open is no reason to stop.</summary>
[Trait("Level", "Browser")]
[Slow]
public sealed class CutStreamBrowserTests(ChromiumFixture chromium, Web.WebFixture fixture)
    : IClassFixture<ChromiumFixture>,
        IClassFixture<Web.WebFixture>
{
    /// <summary>Five seconds to say so, and what a busy machine takes to be seen saying it.</summary>
    private const float Answered = 6_000;

    private const string NoWorker = "delete window.SharedWorker;";

    private const string RefusedWorker =
        "window.SharedWorker = class { constructor() { throw new DOMException('denied', 'SecurityError'); } };";

    private const string SilentWorker = "window.SharedWorker = class extends EventTarget { port = new MessageChannel().port1; };";

    private const string MissingWorker =
        "const Worker = SharedWorker; window.SharedWorker = class { constructor() { return new Worker('/dist/former.js'); } };";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NoWorker)]
    [InlineData(RefusedWorker)]
    [InlineData(SilentWorker)]
    [InlineData(MissingWorker)]
    public async Task A_tab_without_a_worker_has_a_stream_of_its_own(string script)
    {
        await using var shared = await OpenAsync(script);
        await Eventually.IsTrueAsync(() => shared.Streams == 1, Cancellation);

        await shared.PublishAsync(93_000m);

        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        await Expect(shared.Browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty);
        await shared.Browsed.Page.CloseAsync();
        await Eventually.IsTrueAsync(() => shared.Streams == 0, Cancellation);
    }

    [Slow]
    [Theory]
    [InlineData(SharedSite.AsItIs)]
    [InlineData(NoWorker)]
    public async Task A_stream_that_is_cut_each_second_is_no_news_to_a_reader(string script)
    {
        await using var shared = await OpenAsync(script, new() { CutAfter = TimeSpan.FromSeconds(1) });
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
            await SharedSite.ExpectPriceAsync(shared.Browsed.Page, $"${price:N2}");
        }

        await Eventually.IsTrueAsync(() => shared.Trouble.Opened >= before + 3, Cancellation);
        Assert.Empty(await shared.Browsed.Page.EvaluateAsync<string[]>("said"));
    }

    [Slow]
    [Theory]
    [InlineData(SharedSite.AsItIs)]
    [InlineData(NoWorker)]
    public async Task A_stream_that_does_not_open_is_not_live_and_one_window_asks_for_prices_until_it_does(string script)
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shared = await OpenAsync(script, new() { Held = released.Task });
        var status = shared.Browsed.Page.Locator(".status");

        await Expect(status).ToContainTextAsync("Live updates do not get through", new() { Timeout = Answered });
        await shared.PublishAsync(93_000m);
        await SharedSite.ExpectPriceAsync(shared.Browsed.Page, "$93,000.00");
        var second = await shared.NewTabAsync();
        await second.GotoAsync(shared.Address.ToString());
        await Expect(second.Locator(".status")).ToContainTextAsync("Live updates do not get through", new() { Timeout = Answered });
        Assert.Equal(script == SharedSite.AsItIs ? 1 : 2, shared.Trouble.Opened);
        released.SetResult();

        await Expect(status).ToHaveTextAsync(string.Empty);
        await Expect(second.Locator(".status")).ToHaveTextAsync(string.Empty);
    }

    private Task<SharedSite> OpenAsync(string script, FaultyStreamProxy? trouble = null) =>
        SharedSite.OpenAsync(fixture, chromium.Browser, script, trouble);
}
