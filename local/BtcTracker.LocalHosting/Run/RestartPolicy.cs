namespace BtcTracker.LocalHosting.Run;

/// <summary>Says when a process that ended is started again: 0.5 s later, then 1, 2 and 4 s later, then no more.</summary>
internal sealed class RestartPolicy
{
    private const int Tries = 5;
    private const int TriesToBecomeReady = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);
    private bool _wasReady;

    /// <summary>How often it has ended in a row, without a run of 30 seconds between.</summary>
    public int EndsInARow { get; private set; }

    /// <summary>How long to wait before the next start; null to give up.</summary>
    /// <param name="ranFor">How long the process lived.</param>
    /// <param name="wasReady">Whether it became ready; what never did gets fewer tries, since it hardly ever heals.</param>
    public TimeSpan? AfterEnd(TimeSpan ranFor, bool wasReady)
    {
        _wasReady |= wasReady;
        EndsInARow = ranFor >= Stable ? 1 : EndsInARow + 1;
        return EndsInARow < (_wasReady ? Tries : TriesToBecomeReady)
            ? FirstDelay * Math.Pow(2, EndsInARow - 1)
            : null;
    }
}
