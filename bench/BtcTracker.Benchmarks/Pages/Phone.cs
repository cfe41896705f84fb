using BtcTracker.Benchmarks.Measuring;
using Microsoft.Playwright;

namespace BtcTracker.Benchmarks.Pages;

/// <summary>A headless Chromium that is as slow as a phone on a mobile network, with an empty cache for each page.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private const string Variable = "BTCTRACKER_CHROMIUM";
    private const int ProcessorSlowdown = 4;
    private const double BytesDown = 1_600_000 / 8.0;
    private const double BytesUp = 750_000 / 8.0;
    private const double RoundTripMilliseconds = 150;

    /// <summary>A page may still paint, move and ask for something after its load event.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    // No sandbox, which root cannot have, and no traffic of its own.
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private const string Watch = """
        window.largestPaint = 0;
        window.layoutShift = 0;
        new PerformanceObserver(list => window.largestPaint = list.getEntries().at(-1).startTime)
          .observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver(list => list.getEntries().forEach(entry => window.layoutShift += entry.value))
          .observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Phone(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Its browser's version.</summary>
    public string Version => _browser.Version;

    /// <summary>Starts the browser that <c>BTCTRACKER_CHROMIUM</c> names, or that is installed.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static async Task<Phone> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Names.Select(Command.Find).FirstOrDefault(found => found is not null);
        if (!File.Exists(path))
        {
            throw new BenchmarkException($"No Chromium was found. Install chromium, or set {Variable} to a Chromium's path.");
        }

        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments }));
    }

    /// <summary>Loads a page, touches nothing, and measures what it shows and costs.</summary>
    public async Task<PageView> ViewAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var context = await _browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                DeviceScaleFactor = 2,
                IsMobile = true,
                HasTouch = true,
            }
        );
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        var wire = await SlowDownAsync(await context.NewCDPSessionAsync(page));
        page.Response += (_, response) => wire.Check(response.Status, response.Url);
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        await Task.Delay(Settled, TimeProvider.System, cancellationToken);
        wire.ThrowIfRefused();
        return new(
            await page.EvaluateAsync<double>("window.largestPaint"),
            await page.EvaluateAsync<double?>("performance.getEntriesByName('drawn')[0]?.startTime ?? null"),
            wire.Bytes,
            wire.Requests,
            await page.EvaluateAsync<double>("window.layoutShift")
        );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<Wire> SlowDownAsync(ICDPSession session)
    {
        var wire = new Wire();
        session.Event("Network.loadingFinished").OnEvent += (_, message) =>
            wire.Add(message!.Value.GetProperty("encodedDataLength").GetDouble());
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = RoundTripMilliseconds,
                ["downloadThroughput"] = BytesDown,
                ["uploadThroughput"] = BytesUp,
            }
        );
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = ProcessorSlowdown });
        return wire;
    }

    private sealed class Wire
    {
        private string? _refused;

        public double Bytes { get; private set; }

        public int Requests { get; private set; }

        public void Check(int status, string address) => _refused ??= status >= 400 ? $"{address} answered {status}." : null;

        public void ThrowIfRefused()
        {
            if (_refused is not null)
            {
                throw new BenchmarkException(_refused);
            }
        }

        public void Add(double bytes) => (Bytes, Requests) = (Bytes + bytes, Requests + 1);
    }
}
