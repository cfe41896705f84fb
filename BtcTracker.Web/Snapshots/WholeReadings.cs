namespace BtcTracker.Web.Snapshots;

/// <summary>When history is read whole: at the start, again while backfill changes it, after an import, and now and then.</summary>
public sealed class WholeReadings
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    private TimeSpan _wait = FirstWait;
    private DateTimeOffset _soonest = DateTimeOffset.MinValue;

    /// <summary>When the next is due.</summary>
    public DateTimeOffset Next { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Makes one due at once.</summary>
    public void MakeDue() => (Next, _wait) = (DateTimeOffset.MinValue, FirstWait);

    /// <summary>Brings the next one forward, as far as they may still not take more than a tenth of the time.</summary>
    public void BringForward() => (Next, _wait) = (_soonest < Next ? _soonest : Next, FirstWait);

    /// <summary>Counts one.</summary>
    /// <param name="now">When it ended.</param>
    /// <param name="changed">Whether it found something new.</param>
    /// <param name="took">How long it took.</param>
    public void Count(DateTimeOffset now, bool changed, TimeSpan took)
    {
        _wait = LookPace.HistoryWait(changed, _wait, took);
        (Next, _soonest) = (now + _wait, now + LookPace.HistoryWait(changed: true, _wait, took));
    }
}
