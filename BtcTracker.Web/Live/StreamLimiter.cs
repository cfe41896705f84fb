using System.Diagnostics.Metrics;
using System.Net;

namespace BtcTracker.Web.Live;

/// <summary>Why a stream is not opened.</summary>
public enum StreamRefusal
{
    /// <summary>As many streams are open as this process may hold.</summary>
    ServerLimitReached,

    /// <summary>As many streams are open as one client may hold.</summary>
    ClientLimitReached,
}

/// <summary>How many live streams may be open.</summary>
/// <param name="Total">In this process.</param>
/// <param name="PerClient">Of one client.</param>
public sealed record StreamLimits(int Total, int PerClient);

/// <summary>Limits the open streams: in total, to bound the memory, and per client, so that one does not take them all.</summary>
public sealed class StreamLimiter
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "BtcTracker.Web";

    private readonly StreamLimits _limits;
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _openBy = [];
    private int _open;

    /// <summary>Starts with no stream open, and measures how many are.</summary>
    public StreamLimiter(StreamLimits limits, IMeterFactory meters)
    {
        _limits = limits;
        var meter = meters.Create(Meter);
        meter.CreateObservableGauge("btctracker.web.streams", () => _open, "{stream}", "Live streams that are open.");

        // A deployment scales by this share, whose target is independent of the limit.
        meter.CreateObservableGauge(
            "btctracker.web.streams.utilization",
            () => limits.Total == 0 ? 100 : 100.0 * _open / limits.Total,
            "%",
            "Live streams that are open, in percent of Limits:Streams."
        );
    }

    /// <summary>Counts a stream until <see cref="Release"/>.</summary>
    /// <param name="client">The client; null, without an address, counts towards the total only.</param>
    /// <returns>Null where the stream may be opened.</returns>
    public StreamRefusal? Acquire(IPAddress? client)
    {
        lock (_lock)
        {
            if (_open >= _limits.Total)
            {
                return StreamRefusal.ServerLimitReached;
            }

            if (client is not null && !TryCountInLock(client))
            {
                return StreamRefusal.ClientLimitReached;
            }

            _open++;
            return null;
        }
    }

    /// <summary>Ends a stream that was counted.</summary>
    public void Release(IPAddress? client)
    {
        lock (_lock)
        {
            _open--;
            if (client is not null && --_openBy[client] == 0)
            {
                _openBy.Remove(client);
            }
        }
    }

    private bool TryCountInLock(IPAddress client)
    {
        var open = _openBy.GetValueOrDefault(client);
        if (open >= _limits.PerClient)
        {
            return false;
        }

        _openBy[client] = open + 1;
        return true;
    }
}
