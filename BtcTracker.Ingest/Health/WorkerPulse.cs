namespace BtcTracker.Ingest.Health;

/// <summary>
/// When the worker's loop last went round: it looks at the clock every half a minute, and reads a slot in a minute at most.
/// </summary>
/// <remarks>
/// A source or a store that is down is not told here: the worker gets by with that, and holds readings that a restart would lose.
/// </remarks>
public sealed class WorkerPulse(TimeProvider clock)
{
    /// <summary>A wait, a reading, and half a minute for a busy machine.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private long _beat = clock.GetTimestamp();

    /// <summary>Whether the loop still goes round.</summary>
    public bool IsBeating => Silence <= LongestSilence;

    /// <summary>How long ago it last went round; before its first round, how long ago the process started.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _beat));

    /// <summary>The loop went round.</summary>
    public void Beat() => Volatile.Write(ref _beat, clock.GetTimestamp());
}
