namespace BtcTracker.Web.Polling;

/// <summary>When the whole history is read: at the start, while backfill changes it, after an import, and periodically.</summary>
public sealed class FullReloadSchedule
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private TimeSpan _wait = FirstWait;
    private DateTimeOffset _soonest = DateTimeOffset.MinValue;

    /// <summary>When the next reload is due.</summary>
    public DateTimeOffset Next { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Makes a reload due at once.</summary>
    public void RequestNow() => (Next, _wait) = (DateTimeOffset.MinValue, FirstWait);

    /// <summary>Brings the next reload forward, as far as reloads may still not take more than a tenth of the time.</summary>
    public void BringForward() => (Next, _wait) = (_soonest < Next ? _soonest : Next, FirstWait);

    /// <summary>
    /// Plans the reload after one that has ended: soon while they find something new, then after waits that double, up to half an hour.
    /// </summary>
    /// <param name="now">When it ended.</param>
    /// <param name="changed">Whether it found something new.</param>
    /// <param name="took">How long it took; reloads never take more than a tenth of the time.</param>
    public void Completed(DateTimeOffset now, bool changed, TimeSpan took)
    {
        _wait = Bounded(changed ? FirstWait : _wait * 2, took);
        (Next, _soonest) = (now + _wait, now + Bounded(FirstWait, took));
    }

    private static TimeSpan Bounded(TimeSpan wait, TimeSpan took)
    {
        var least = took * 10;
        return wait < least ? least
            : wait > LongestWait ? LongestWait
            : wait;
    }
}
