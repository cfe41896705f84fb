namespace BtcTracker.Ingest.Alerts;

/// <summary>Waits for a signal or a time, as workers do that send messages.</summary>
internal static class SignalWait
{
    /// <summary>Waits until the signal comes or the time is reached, whichever is first.</summary>
    /// <param name="signal">Waits for the signal.</param>
    /// <param name="until">The time; null to wait for the signal only.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stoppingToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public static async Task WaitAsync(
        Func<CancellationToken, Task> signal,
        DateTimeOffset? until,
        TimeProvider clock,
        CancellationToken stoppingToken
    )
    {
        var pause = until - clock.GetUtcNow() ?? Timeout.InfiniteTimeSpan;
        using var limit = new CancellationTokenSource(until is not null && pause < TimeSpan.Zero ? TimeSpan.Zero : pause, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        try
        {
            await signal(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // The time has come.
        }
    }
}
