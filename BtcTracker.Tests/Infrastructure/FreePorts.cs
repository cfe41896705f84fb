using System.Net;
using System.Net.Sockets;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Ports for servers that are started later, or again.</summary>
internal static class FreePorts
{
    // Below the ports that systems give to outgoing connections, one of which could take a port between its choice and its use; and
    // below those that Aspire chooses from.
    private const int First = 7000;
    private const int Count = 2900;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A free port of this machine that no other test of this process has been given.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref _next) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
