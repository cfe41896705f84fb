using System.Net;
using System.Net.Sockets;
using BtcTracker.Market.Push;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// Connections to push services: the subscriber names the address, so that each connection goes to a public address, and to that which
/// was checked. No proxy, which would find the address by itself; no redirect, no cookie.
/// </summary>
/// <param name="hosts">Finds and checks the addresses.</param>
/// <param name="dial">Opens a connection; null for TCP.</param>
public sealed class PushConnection(PushHosts hosts, Func<IPEndPoint, CancellationToken, ValueTask<Stream>>? dial = null)
{
    private const int LargestHeaders = 16; // KiB
    private const int MostOfAHost = 8;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    /// <summary>Makes the handler of the HTTP client.</summary>
    public SocketsHttpHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectLimit,
            MaxConnectionsPerServer = MostOfAHost,
            MaxResponseHeadersLength = LargestHeaders,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (addresses, problem) = await hosts.FindAsync(context.DnsEndPoint.Host, cancellationToken);
        if (problem is not null)
        {
            throw new HttpRequestException(problem);
        }

        for (var at = 0; ; at++)
        {
            try
            {
                var endPoint = new IPEndPoint(addresses[at], context.DnsEndPoint.Port);
                return await (dial is null ? DialAsync(endPoint, cancellationToken) : dial(endPoint, cancellationToken));
            }
            catch (SocketException) when (at + 1 < addresses.Count)
            {
                // Another address of the host may answer.
            }
        }
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
