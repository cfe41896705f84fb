namespace BtcTracker.AppHost.Running;

/// <summary>Decides when a crashed process is restarted: after 0.5 s, then 1, 2 and 4 s, then never.</summary>
public sealed class RestartPolicy
{
    private const int Tries = 5;

    // A process that never became healthy rarely recovers.
    private const int TriesToBecomeHealthy = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    /// <summary>The number of consecutive ends, without a run of 30 seconds in between.</summary>
    public int EndsInARow { get; private set; }

    /// <summary>How long to wait before the next start; null for no restart.</summary>
    /// <param name="ranFor">How long the process ran.</param>
    /// <param name="wasHealthy">Whether it has ever become healthy.</param>
    public TimeSpan? DelayAfterEnd(TimeSpan ranFor, bool wasHealthy)
    {
        EndsInARow = ranFor >= Stable ? 1 : EndsInARow + 1;
        return EndsInARow < (wasHealthy ? Tries : TriesToBecomeHealthy) ? FirstDelay * Math.Pow(2, EndsInARow - 1) : null;
    }
}
