namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Waits of a run.</summary>
internal static class Waits
{
    /// <summary>Ends only by being cancelled, on the thread that cancels, which a cancelled delay does not.</summary>
    public static Task ForeverAsync(CancellationToken cancellationToken)
    {
        var wait = new TaskCompletionSource();
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        return wait.Task;
    }
}
