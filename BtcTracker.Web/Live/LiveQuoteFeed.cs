using System.Collections.Concurrent;
using System.Threading.Channels;
using BtcTracker.Web.Hosting;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Live;

/// <summary>
/// Wakes the viewers' streams after each new snapshot, and at times without one. A viewer's channel holds one wake-up at
/// most: what is sent then is everything after the slot that was sent last, so a slow viewer costs nothing and misses nothing.
/// </summary>
public sealed class LiveQuoteFeed : IDisposable
{
    /// <summary>Below the idle time-out of common proxies and load balancers, which is 60 seconds.</summary>
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<bool>, bool> _viewers = new();
    private readonly CurrentSnapshot _current;
    private readonly LimitsOptions _limits;
    private readonly ITimer _heartbeat;
    private int _open;

    /// <summary>Listens to the snapshots.</summary>
    public LiveQuoteFeed(CurrentSnapshot current, IOptions<LimitsOptions> limits, TimeProvider clock)
    {
        _limits = limits.Value;
        _current = current;
        _current.Changed += WakeAfterNewQuote;
        _heartbeat = clock.CreateTimer(_ => WakeAll(), null, HeartbeatPeriod, HeartbeatPeriod);
    }

    /// <summary>How many streams are open.</summary>
    public int Viewers => Volatile.Read(ref _open);

    /// <summary>The slot that was published last; a snapshot without a new one wakes nobody.</summary>
    private long LastSlot { get; set; } = long.MinValue;

    /// <summary>Opens a viewer's channel of wake-ups; closing it is <see cref="Unsubscribe"/>.</summary>
    /// <returns>Null where as many streams are open as are allowed.</returns>
    public Channel<bool>? TrySubscribe()
    {
        if (Interlocked.Increment(ref _open) > _limits.Streams)
        {
            Interlocked.Decrement(ref _open);
            return null;
        }

        var wakeUps = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _viewers[wakeUps] = true;
        return wakeUps;
    }

    /// <summary>Forgets a viewer.</summary>
    public void Unsubscribe(Channel<bool> wakeUps)
    {
        if (_viewers.TryRemove(wakeUps, out _))
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _current.Changed -= WakeAfterNewQuote;
        _heartbeat.Dispose();
    }

    private void WakeAfterNewQuote(object? sender, EventArgs e)
    {
        if (_current.Value.Frames.All is [.., var newest] && newest.Slot > LastSlot)
        {
            LastSlot = newest.Slot;
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
