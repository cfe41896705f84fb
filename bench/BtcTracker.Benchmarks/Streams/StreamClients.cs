using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BtcTracker.Benchmarks.Streams;

/// <summary>
/// Many viewers of the live stream: bare sockets, so that they take little of the machine that they share with the server.
/// </summary>
internal sealed class StreamClients : IDisposable
{
    private const int OpenedAtOnce = 64;
    private const int BufferBytes = 2048;

    private readonly List<Socket> _sockets = [];
    private readonly Arrivals _arrivals;
    private int _lost;
    private volatile bool _closed;

    private StreamClients(int count) => _arrivals = new Arrivals(count);

    /// <summary>What they got.</summary>
    public Arrivals Arrivals => _arrivals;

    /// <summary>How many streams the server has ended.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Opens streams and listens to them until the clients are disposed of.</summary>
    public static async Task<StreamClients> OpenAsync(Uri site, int count, CancellationToken cancellationToken)
    {
        var clients = new StreamClients(count);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, limits, async (_, token) => await clients.OpenOneAsync(site, token));
        return clients;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _closed = true;
        _sockets.ForEach(socket => socket.Dispose());
    }

    private async Task OpenOneAsync(Uri site, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = BufferBytes };
        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        await socket.ConnectAsync(IPAddress.Loopback, site.Port, cancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /api/v1/stream HTTP/1.1\r\nHost: {site.Authority}\r\nAccept: text/event-stream\r\n\r\n"),
            cancellationToken
        );
        _ = ListenAsync(socket);
    }

    private async Task ListenAsync(Socket socket)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer) is var read and > 0)
            {
                NoteSlots(buffer.AsSpan(0, read));
            }

            Interlocked.Increment(ref _lost);
        }
        catch (SocketException)
        {
            _ = _closed ? 0 : Interlocked.Increment(ref _lost);
        }
        catch (ObjectDisposedException) when (_closed)
        {
            // Closed between two readings: this is how listening ends.
        }
    }

    /// <summary>Finds <c>id: 1763704800</c>, the line that each event starts with.</summary>
    private void NoteSlots(ReadOnlySpan<byte> received)
    {
        var mark = "id: "u8;
        for (var at = received.IndexOf(mark); at >= 0; at = received.IndexOf(mark))
        {
            received = received[(at + mark.Length)..];
            if (Utf8Parser.TryParse(received, out long slot, out _))
            {
                _arrivals.Note(slot);
            }
        }
    }
}
