using System.Diagnostics.Metrics;
using System.Net;

namespace BtcTracker.Web.Live;

/// <summary>Why a stream is not opened.</summary>
public enum StreamRefusal
{
    /// <summary>As many streams are open as this process may hold.</summary>
    ServerIsFull,

    /// <summary>As many streams are open as one client may hold.</summary>
    ClientHasEnough,
}

/// <summary>How many live streams may be open.</summary>
/// <param name="InAll">In this process.</param>
/// <param name="PerClient">Of one client.</param>
public sealed record StreamLimits(int InAll, int PerClient);

/// <summary>Counts the open streams: in total, to bound the memory, and per client, so that one does not take them all.</summary>
public sealed class StreamPlaces
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "BtcTracker.Web";

    private readonly StreamLimits _limits;
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _takenBy = [];
    private int _taken;

    /// <summary>Starts with every place free, and measures how many are taken.</summary>
    public StreamPlaces(StreamLimits limits, IMeterFactory meters)
    {
        _limits = limits;
        var meter = meters.Create(Meter);
        meter.CreateObservableGauge("btctracker.web.streams", () => _taken, "{stream}", "Live streams that are open.");

        // A deployment scales by this share, whose target is independent of the limit.
        meter.CreateObservableGauge(
            "btctracker.web.streams.utilization",
            () => limits.InAll == 0 ? 100 : 100.0 * _taken / limits.InAll,
            "%",
            "Live streams that are open, in percent of Limits:Streams."
        );
    }

    /// <summary>Takes a place; it is given back by <see cref="GiveBack"/>.</summary>
    /// <param name="client">The client; null, without an address, counts towards the total only.</param>
    /// <returns>Null where a place was taken.</returns>
    public StreamRefusal? Take(IPAddress? client)
    {
        lock (_lock)
        {
            if (_taken >= _limits.InAll)
            {
                return StreamRefusal.ServerIsFull;
            }

            if (client is not null && !TryCountInLock(client))
            {
                return StreamRefusal.ClientHasEnough;
            }

            _taken++;
            return null;
        }
    }

    /// <summary>Gives back a place that was taken.</summary>
    public void GiveBack(IPAddress? client)
    {
        lock (_lock)
        {
            _taken--;
            if (client is not null && --_takenBy[client] == 0)
            {
                _takenBy.Remove(client);
            }
        }
    }

    private bool TryCountInLock(IPAddress client)
    {
        var taken = _takenBy.GetValueOrDefault(client);
        if (taken >= _limits.PerClient)
        {
            return false;
        }

        _takenBy[client] = taken + 1;
        return true;
    }
}
