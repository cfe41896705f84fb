using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// A page in a browser that keeps what went wrong on it: console errors, refused policies, failed scripts; and how far the layout shifted.
/// </summary>
internal sealed class BrowsedPage : IAsyncDisposable
{
    private const string Watch = """
        window.layoutShift = 0;
        window.layoutShifts = [];
        const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        const named = node => node?.outerHTML?.slice(0, 120) ?? node?.textContent ?? 'a node that is gone';
        new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry => {
          window.layoutShift += entry.value;
          for (const source of entry.sources)
            window.layoutShifts.push(`${entry.value} from ${place(source.previousRect)} to ${place(source.currentRect)}: ${named(source.node)}`);
        })).observe({ type: 'layout-shift', buffered: true });
        document.addEventListener('securitypolicyviolation', event =>
          console.error('policy refused ' + event.violatedDirective + ' ' + event.blockedURI));
        """;

    /// <summary>What Playwright's own script says where it keeps the service worker away.</summary>
    private const string Blocked = "Service Worker registration blocked by Playwright";

    private static readonly string[] PictureFolder =
        Environment.GetEnvironmentVariable("BTCTRACKER_PICTURES") == "1" ? ["docs", "images"] : ["TestResults", "screenshots"];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    private BrowsedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && message.Text != Blocked)
            {
                _problems.Enqueue(message.Text);
            }
        };
        Page.PageError += (_, error) => _problems.Enqueue(error);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the console complained of.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>
    /// Opens an empty page; without the service worker unless it is asked for, since routes of tests do not see what goes through it.
    /// </summary>
    public static async Task<BrowsedPage> OpenAsync(IBrowser browser, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(new(options) { ServiceWorkers = options.ServiceWorkers ?? ServiceWorkerPolicy.Block });
        if (options.JavaScriptEnabled != false)
        {
            await context.AddInitScriptAsync(Watch);
        }

        return new BrowsedPage(context, await context.NewPageAsync());
    }

    /// <summary>Asserts that the layout's unexpected shifts so far add up to a limit at most; a failure names what moved.</summary>
    public async Task AssertHoldsStillAsync(double limit = 0.01)
    {
        var shift = await Page.EvaluateAsync<double>("window.layoutShift");
        var moved = await Page.EvaluateAsync<string>("window.layoutShifts.join('\\n')");
        Assert.True(shift <= limit, $"The layout shifted by {shift}, of which at most {limit} is allowed:\n{moved}");
    }

    /// <summary>Keeps a picture under <c>TestResults/screenshots</c>.</summary>
    public Task ScreenshotAsync(string name) =>
        Page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(RepositoryPaths.Root, "TestResults", "screenshots", name + ".png"),
                FullPage = true,
            }
        );

    /// <summary>
    /// Takes a picture of the window: for the documentation with <c>BTCTRACKER_PICTURES=1</c>, else beside the screenshots.
    /// </summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine([RepositoryPaths.Root, .. PictureFolder, name + ".png"]) });

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
