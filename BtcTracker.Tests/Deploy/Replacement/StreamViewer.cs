using System.Globalization;
using System.Net.ServerSentEvents;

namespace BtcTracker.Tests.Deploy.Replacement;

/// <summary>
/// A viewer's stream as a browser's EventSource keeps it: after its end it comes back, when it was asked to, with the last event's id.
/// </summary>
internal sealed class StreamViewer : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly List<long> _slots = [];
    private readonly HttpClient _client;
    private readonly Task _viewing;
    private TimeSpan _pause = TimeSpan.FromSeconds(3);
    private int _connections;

    public StreamViewer(Uri address)
    {
        _client = new HttpClient { BaseAddress = address };
        _viewing = ViewAsync();
    }

    /// <summary>How often it connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The slots that it got, in order.</summary>
    public IReadOnlyList<long> Slots
    {
        get
        {
            lock (_slots)
            {
                return [.. _slots];
            }
        }
    }

    /// <summary>An answer after which EventSource gives up; null where there was none.</summary>
    public string? Refusal { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _viewing;
        _client.Dispose();
        _ended.Dispose();
    }

    private async Task ViewAsync()
    {
        try
        {
            while (Refusal is null)
            {
                await ReadStreamAsync();
                await Task.Delay(_pause, TimeProvider.System, _ended.Token);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ReadStreamAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
        if (Slots is [.., var last])
        {
            request.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ended.Token);
        Refusal = response.IsSuccessStatusCode ? null : $"{response.StatusCode}";
        Interlocked.Increment(ref _connections);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(_ended.Token));
        await foreach (var quote in parser.EnumerateAsync(_ended.Token).Where(item => item.EventType == "quote"))
        {
            Keep(long.Parse(quote.EventId!, CultureInfo.InvariantCulture));
        }

        _pause = parser.ReconnectionInterval > TimeSpan.Zero ? parser.ReconnectionInterval : _pause;
    }

    private void Keep(long slot)
    {
        lock (_slots)
        {
            _slots.Add(slot);
        }
    }
}
