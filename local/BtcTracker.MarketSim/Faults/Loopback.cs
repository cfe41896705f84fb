using System.Net;

namespace BtcTracker.MarketSim.Faults;

/// <summary>Distinguishes callers on this machine from others: faults are requested by local callers and apply only to them.</summary>
public static class Loopback
{
    /// <summary>Whether a request comes from this machine.</summary>
    public static bool IsCaller(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } caller || IPAddress.IsLoopback(caller);
}
