using System.Collections.Concurrent;
using System.Threading.Channels;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Live;

/// <summary>
/// Wakes the viewers' streams after each new quote, live tick and change of the stored history, and for heartbeats. A viewer's
/// channel holds one wake-up at most: then everything after the last sent slot is sent, so a slow viewer costs nothing and
/// misses nothing.
/// </summary>
public sealed class LiveQuoteFeed : IDisposable
{
    /// <summary>Below the idle time-out of common proxies and load balancers, which is 60 seconds.</summary>
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<bool>, bool> _viewers = new();
    private readonly CurrentSnapshot _current;
    private readonly CurrentTick _ticks;
    private readonly ITimer _heartbeat;

    /// <summary>Listens to the snapshots and the ticks.</summary>
    public LiveQuoteFeed(CurrentSnapshot current, CurrentTick ticks, TimeProvider clock)
    {
        (_current, _ticks) = (current, ticks);
        _current.Changed += WakeAfterNews;
        _ticks.Changed += WakeAfterTick;
        _heartbeat = clock.CreateTimer(_ => BeatAll(), null, HeartbeatPeriod, HeartbeatPeriod);
    }

    /// <summary>How many viewers listen.</summary>
    public int Viewers => _viewers.Count;

    /// <summary>The last published state; a snapshot without a newer slot or another history version wakes no viewer.</summary>
    private (long Slot, int History) Last { get; set; } = (long.MinValue, 0);

    /// <summary>Opens a viewer's channel of wake-ups; closing it is <see cref="Unsubscribe"/>.</summary>
    public Channel<bool> Subscribe()
    {
        var wakeUps = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        _viewers[wakeUps] = true;
        _ticks.Want();
        return wakeUps;
    }

    /// <summary>Forgets a viewer.</summary>
    public void Unsubscribe(Channel<bool> wakeUps) => _viewers.TryRemove(wakeUps, out _);

    /// <inheritdoc />
    public void Dispose()
    {
        _current.Changed -= WakeAfterNews;
        _ticks.Changed -= WakeAfterTick;
        _heartbeat.Dispose();
    }

    private void WakeAfterNews(object? sender, EventArgs e)
    {
        var served = _current.Served;
        var slot = served.Frames.All is [.., var latest] ? Math.Max(latest.Slot, Last.Slot) : Last.Slot;
        if ((slot, served.Data.HistoryVersion) != Last)
        {
            Last = (slot, served.Data.HistoryVersion);
            WakeAll();
        }
    }

    private void WakeAfterTick(object? sender, EventArgs e) => WakeAll();

    private void BeatAll()
    {
        if (!_viewers.IsEmpty)
        {
            _ticks.Want();
            WakeAll();
        }
    }

    private void WakeAll()
    {
        foreach (var (wakeUps, _) in _viewers)
        {
            wakeUps.Writer.TryWrite(true);
        }
    }
}
