using System.Net;
using System.Net.Sockets;

namespace BtcTracker.Web.Live;

/// <summary>What counts as one client: an IPv4 address, or the /64 of an IPv6 address.</summary>
public static class ClientNetwork
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>The network of a request's client; null where it has no address, as over a socket of this machine.</summary>
    public static IPAddress? Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Of(address) : null;

    private static IPAddress Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
