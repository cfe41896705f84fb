namespace BtcTracker.Tests.Infrastructure;

/// <summary>Finds a Chromium for the browser tests, or installs one.</summary>
internal static class ChromiumFinder
{
    private const string Variable = "BTCTRACKER_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    /// <summary>What flags a test's browser gets: no sandbox, which root cannot have, and no traffic of its own.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>
    /// The browser's path: named by <c>BTCTRACKER_CHROMIUM</c>, installed already, or installed now from Debian or by Playwright.
    /// </summary>
    /// <returns>The path, or null with the reason why there is none.</returns>
    public static async Task<(string? Path, string Reason)> FindOrInstallAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? (named, string.Empty) : (null, $"{Variable} names {named}, which is not there.");
        }

        return Find() is { } found ? (found, string.Empty) : await InstallAsync(cancellationToken);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static async Task<(string? Path, string Reason)> InstallAsync(CancellationToken cancellationToken)
    {
        await Command.InstallAsync("chromium");
        if (Find() is { } installed)
        {
            return (installed, string.Empty);
        }

        var playwright = await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"]), cancellationToken);
        return playwright == 0
            ? (string.Empty, string.Empty)
            : (null, $"No Chromium was found and none could be installed. Install chromium, or set {Variable} to a Chromium's path.");
    }
}
