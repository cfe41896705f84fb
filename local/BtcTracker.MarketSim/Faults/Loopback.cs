using System.Net;

namespace BtcTracker.MarketSim.Faults;

/// <summary>Tells callers on this machine from others: faults are made by the former, for the former.</summary>
public static class Loopback
{
    /// <summary>Whether a request comes from this machine.</summary>
    public static bool IsCaller(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } caller || IPAddress.IsLoopback(caller);
}
