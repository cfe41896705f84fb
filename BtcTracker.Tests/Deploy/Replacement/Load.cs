using System.Collections.Concurrent;

namespace BtcTracker.Tests.Deploy.Replacement;

/// <summary>Viewers who ask one thing after the other, a bounded number at a time, and count what failed.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Viewers = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Addresses =
    [
        "/",
        "/api/v1/quotes/latest",
        "/api/v1/history?range=1D",
        "/api/v1/candles?interval=1h",
        "/api/v1/stats",
    ];

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly Task _viewers;
    private int _answered;
    private string _lastTarget = string.Empty;

    public Load(Uri address) => _viewers = Task.WhenAll(Enumerable.Range(0, Viewers).Select(viewer => AskAsync(address, viewer)));

    /// <summary>How many requests got their 200.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What became of the others.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Which target answered last.</summary>
    public string LastTarget => Volatile.Read(ref _lastTarget);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _viewers;
        _ended.Dispose();
    }

    private async Task AskAsync(Uri address, int viewer)
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var request = viewer; !_ended.IsCancellationRequested; request++)
        {
            await AskAsync(client, Addresses[request % Addresses.Length]);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task AskAsync(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
            await response.Content.LoadIntoBufferAsync(CancellationToken.None);
            response.EnsureSuccessStatusCode();
            Volatile.Write(ref _lastTarget, response.Headers.GetValues("X-Target").First());
            Interlocked.Increment(ref _answered);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            _failures.Enqueue($"{path}: {error.Message}");
        }
    }
}
