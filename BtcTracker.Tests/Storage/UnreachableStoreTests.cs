using System.Net;
using System.Net.Sockets;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Storage;

/// <summary>A store that is not there, or takes connections and says nothing.</summary>
[Trait("Level", "Storage")]
public sealed class UnreachableStoreTests : IDisposable
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>Only distinguishes an end from a hang: three attempts and the waits between them stay far below.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public UnreachableStoreTests() => _listener.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Nobody_listening_ends_in_a_message_that_names_the_address()
    {
        var endpoint = Endpoint.OriginalString;
        using var store = new PriceStoreHost(Endpoint, attemptTimeout: AttemptTimeout);
        _listener.Stop();

        var error = await Assert.ThrowsAsync<PriceStoreException>(() =>
            store.Reader.FindScheduleAsync(Cancellation).WaitAsync(Hang, TimeProvider.System, Cancellation)
        );

        Assert.StartsWith($"The store at {endpoint} does not respond", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_hangs_ends_a_read_and_a_write()
    {
        using var store = new PriceStoreHost(Endpoint, attemptTimeout: AttemptTimeout);

        Task[] hung =
        [
            store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At("2026-10-31"), Cancellation),
            store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation),
            store.Writer.TryPutCandlesAsync([.. Enumerable.Repeat(Samples.FullCandle, 40)], Cancellation),
            store.Writer.EnsureTableAsync(Cancellation),
        ];

        foreach (var task in hung)
        {
            await Assert.ThrowsAsync<PriceStoreException>(() => task.WaitAsync(Hang, TimeProvider.System, Cancellation));
        }
    }

    [Fact]
    public async Task Cancellation_stays_cancellation()
    {
        using var store = new PriceStoreHost(Endpoint);
        using var cancellation = new CancellationTokenSource();
        var read = store.Reader.FindScheduleAsync(cancellation.Token);
        using var connection = await _listener.AcceptTcpClientAsync(Cancellation);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task An_answer_that_is_no_DynamoDBs_ends_in_a_message()
    {
        using var store = new PriceStoreHost(Endpoint, attemptTimeout: AttemptTimeout);
        var read = store.Reader.FindScheduleAsync(Cancellation);
        while (!read.IsCompleted)
        {
            using var connection = await Accept(read);
            if (connection is not null)
            {
                await connection
                    .GetStream()
                    .WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"u8.ToArray(), Cancellation);
            }
        }

        var error = await Assert.ThrowsAsync<PriceStoreException>(() => read);
        Assert.Contains("does not respond like DynamoDB", error.Message, StringComparison.Ordinal);
    }

    private async Task<TcpClient?> Accept(Task until)
    {
        var accepted = _listener.AcceptTcpClientAsync(Cancellation).AsTask();
        return await Task.WhenAny(accepted, until) == accepted ? await accepted : null;
    }
}
