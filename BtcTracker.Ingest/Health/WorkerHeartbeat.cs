namespace BtcTracker.Ingest.Health;

/// <summary>
/// The heartbeat of the worker's loop, which checks the clock every 30 seconds and reads a slot in at most a minute.
/// </summary>
/// <remarks>
/// A failing source or store does not make the worker unhealthy: it keeps working, and holds readings that a restart would lose.
/// </remarks>
public sealed class WorkerHeartbeat(TimeProvider clock)
{
    /// <summary>A wait, a reading, and 30 seconds for a busy machine.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private long _beat = clock.GetTimestamp();

    /// <summary>Whether the loop is running.</summary>
    public bool IsBeating => Silence <= LongestSilence;

    /// <summary>The time since the last iteration; before the first, since the process started.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _beat));

    /// <summary>Records an iteration of the loop.</summary>
    public void Beat() => Volatile.Write(ref _beat, clock.GetTimestamp());
}
