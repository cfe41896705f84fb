using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Asks a resource's health checks: often at first, less often while they do not answer well, then every five seconds.</summary>
internal sealed class HealthMonitor(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan AtFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestUntilHealthy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OnceHealthy = TimeSpan.FromSeconds(5);

    // A start takes seconds, and its watcher should see its end at once; what takes longer is asked less often.
    private const double Slowdown = 1.1;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>Reports whether all checks answer well, first at once and then at each change, until it is cancelled.</summary>
    public async Task WatchAsync(IReadOnlyList<HttpHealthCheck> checks, Func<bool, Task> report, CancellationToken cancellationToken)
    {
        bool? before = null;
        var pause = AtFirst;
        while (!cancellationToken.IsCancellationRequested)
        {
            var healthy = await AllAnswerAsync(checks, cancellationToken).ConfigureAwait(false);
            if (healthy != before && !cancellationToken.IsCancellationRequested)
            {
                await report(healthy).ConfigureAwait(false);
                before = healthy;
            }

            pause = healthy ? AtFirst : pause * Slowdown < LongestUntilHealthy ? pause * Slowdown : LongestUntilHealthy;
            await Task.Delay(healthy ? OnceHealthy : pause, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<bool> AllAnswerAsync(IReadOnlyList<HttpHealthCheck> checks, CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            if (!await AnswersAsync(check, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> AnswersAsync(HttpHealthCheck check, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(check.Endpoint.Url + check.Path), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode == check.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Not listening yet, or too slow: not healthy.
            return false;
        }
    }
}
