using Microsoft.Playwright;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// One headless Chromium for the tests of a class, with a fresh profile for each page; they are skipped where there is none.
/// </summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    /// <summary>How long an expectation may take to come true, in milliseconds; ample, because machines are shared.</summary>
    private const float Patience = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _absent = string.Empty;

    internal IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, _absent);
            return _browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var (path, reason) = await ChromiumFinder.FindOrInstallAsync(TestContext.Current.CancellationToken);
        _absent = reason;
        if (path is not null)
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = path.Length > 0 ? path : null, Args = ChromiumFinder.Arguments }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
