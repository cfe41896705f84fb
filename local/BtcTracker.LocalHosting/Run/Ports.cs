using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Gives endpoints their ports on this machine's loopback addresses.</summary>
internal static class Ports
{
    // Applications in one process, as in tests, start at the same time: none may get another's port before it is bound.
    private static readonly ConcurrentDictionary<int, bool> HandedOut = new();

    /// <summary>Gives each endpoint of a resource its port.</summary>
    /// <param name="resource">Whose endpoints they are.</param>
    /// <param name="randomize">Takes free ports in the place of fixed ones, but for those that are not proxied.</param>
    /// <param name="reservations">Gets what keeps the fixed ports from other runs, to be disposed at the end.</param>
    /// <exception cref="DistributedApplicationException">A fixed port is taken.</exception>
    public static void Allocate(Resource resource, bool randomize, ICollection<PortReservation> reservations)
    {
        foreach (var endpoint in resource.Endpoints)
        {
            var isFixed = endpoint.Port is not null && !(randomize && endpoint.IsProxied);
            endpoint.AllocatedPort = isFixed ? Fixed(resource.Name, endpoint.Port!.Value, reservations) : Free();
        }
    }

    /// <summary>A free port that nobody in this process has been given.</summary>
    public static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (HandedOut.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    private static int Fixed(string name, int port, ICollection<PortReservation> reservations)
    {
        if (PortReservation.TryTake(port) is { } reservation)
        {
            reservations.Add(reservation);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
            {
                return port;
            }
        }

        throw new DistributedApplicationException(
            $"Port {port}, which '{name}' wants, is in use by another program, perhaps by another run of this application. End that program and start again, or take free ports with --DcpPublisher:RandomizePorts=true.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException error)
        {
            // A machine without IPv6 has no such address to take.
            return error.SocketErrorCode is not SocketError.AddressAlreadyInUse;
        }
    }
}
