using System.Diagnostics;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>The web project as it is deployed, in a process of its own; only its limits are raised, and by configuration.</summary>
internal static class WebServer
{
    /// <summary>The latest quote.</summary>
    public const string Latest = "/api/v1/quotes/latest";

    /// <summary>One year at four hours.</summary>
    public const string Year = "/api/v1/history?range=1Y";

    /// <summary>All that is known, at weeks.</summary>
    public const string All = "/api/v1/history?range=ALL";

    /// <summary>The page as it is first asked for.</summary>
    public const string FirstPage = "/";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The best compression comes five seconds after the first request, and takes less than one.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts it over a store and waits until it has served what is asked first.</summary>
    public static Task<ServerProcess> StartAsync(Uri store, string ready, CancellationToken cancellationToken, bool hasHolders = true) =>
        ServerProcess.StartAsync(
            "dotnet",
            _ => [Paths.Web],
            port =>
                new()
                {
                    // Else its scripts and styles are looked for in the folder that the benchmark was started in.
                    ["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(Paths.Web)!,
                    ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                    ["AWS_ENDPOINT_URL_DYNAMODB"] = store.OriginalString,
                    ["AWS_EC2_METADATA_DISABLED"] = "true",
                    ["Limits__RequestsPerMinute"] = "1000000000",
                    ["Limits__Burst"] = "1000000000",
                    ["Limits__Streams"] = "100000",
                    ["Limits__StreamsPerClient"] = "100000",
                    ["Holders__Enabled"] = hasHolders ? "true" : "false",
                },
            ready,
            cancellationToken
        );

    /// <summary>Waits until a year of hours is in memory; before, longer candles are used.</summary>
    /// <exception cref="BenchmarkException">It is not after a minute.</exception>
    public static async Task UntilHistoryAsync(Uri site, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = site };
        await UntilAsync(
            "has no history of a year",
            async () =>
                (await client.GetStringAsync(new Uri(Year, UriKind.Relative), cancellationToken)).Contains(
                    "\"interval\":\"4h\"",
                    StringComparison.Ordinal
                ),
            cancellationToken
        );
    }

    /// <summary>
    /// Waits until a history that was asked for is served in its smallest form: it gets smaller once, a few seconds later.
    /// </summary>
    /// <exception cref="BenchmarkException">It is not after a minute.</exception>
    public static async Task UntilBestCompressedAsync(Uri site, CancellationToken cancellationToken)
    {
        var first = (await BrotliBodies.GetAsync(site, Year, cancellationToken)).Length;
        var longest = (await BrotliBodies.GetAsync(site, All, cancellationToken)).Length;
        var asked = Stopwatch.StartNew();
        await UntilAsync(
            "never compresses best",
            async () =>
                asked.Elapsed > Settled
                || (
                    (await BrotliBodies.GetAsync(site, Year, cancellationToken)).Length < first
                    && (await BrotliBodies.GetAsync(site, All, cancellationToken)).Length < longest
                ),
            cancellationToken
        );
    }

    private static async Task UntilAsync(string otherwise, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed > Limit)
            {
                throw new BenchmarkException($"The web process {otherwise} after {Limit.TotalSeconds:F0} s.");
            }

            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }
    }
}
