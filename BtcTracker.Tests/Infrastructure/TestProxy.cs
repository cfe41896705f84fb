using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// An HTTP proxy on this machine. It answers whatever it is asked for in absolute form from one server, and refuses to open tunnels
/// once it has seen where to.
/// </summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private const string Wanted = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"";
    private const string Refused = "HTTP/1.1 403 Forbidden";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly string? _credentials;
    private readonly Task _serving;

    /// <param name="server">Where all requests are answered.</param>
    /// <param name="credentials">The user and password that it wants, <c>user:password</c>; null wants none.</param>
    public TestProxy(Uri server, string? credentials = null)
    {
        (_server, _credentials) = (server, credentials);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its host and port.</summary>
    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>
    /// What it was asked with the right credentials: <c>GET http://prices.example/x</c> or <c>CONNECT prices.example:443</c>.
    /// </summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>How often it was asked without.</summary>
    public int Unauthorized { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            if (await ReadHeadAsync(stream) is [var first, .. var headers])
            {
                await AnswerAsync(stream, first[..first.LastIndexOf(' ')], headers);
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string request, string[] headers)
    {
        if (
            _credentials is not null
            && !headers.Contains($"Proxy-Authorization: Basic {Base64(_credentials)}", StringComparer.OrdinalIgnoreCase)
        )
        {
            Unauthorized++;
            await WriteAsync(stream, $"{Wanted}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        Asked.Enqueue(request);
        if (request.StartsWith("CONNECT ", StringComparison.Ordinal))
        {
            await WriteAsync(stream, $"{Refused}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        var (method, target) = (request.Split(' ')[0], new Uri(request.Split(' ')[1]));
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
        string[] kept = [.. headers.Where(header => !header.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)), "Connection: close"];
        await WriteAsync(server.GetStream(), $"{method} {target.PathAndQuery} HTTP/1.1\r\n{string.Join("\r\n", kept)}\r\n\r\n");
        await server.GetStream().CopyToAsync(stream, _stop.Token);
    }

    private async Task<string[]> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, _stop.Token) > 0)
        {
            head.Append((char)next[0]);
        }

        return head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private ValueTask WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
