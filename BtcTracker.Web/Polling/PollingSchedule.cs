namespace BtcTracker.Web.Polling;

/// <summary>When to poll the store next: right after the next slot, then with growing delays until its quote is stored.</summary>
public static class PollingSchedule
{
    /// <summary>A source takes about this long to respond to ingest, so an earlier poll would find nothing.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest delay between polls of the schedule: ingest may have been restarted with another one.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPauseWithoutSchedule = TimeSpan.FromSeconds(3);

    /// <summary>The delay before the next poll.</summary>
    /// <param name="now">The time.</param>
    /// <param name="awaitedSlot">The slot whose quote is awaited; null if ingest has published none.</param>
    /// <param name="interval">The time between slots; null together with <paramref name="awaitedSlot"/>.</param>
    /// <param name="emptyPolls">How many polls in a row since then found nothing or failed.</param>
    public static TimeSpan NextDelay(DateTimeOffset now, DateTimeOffset? awaitedSlot, TimeSpan? interval, int emptyPolls)
    {
        if (awaitedSlot > now)
        {
            var untilDue = awaitedSlot.Value - now + Grace;
            return untilDue < LongestWait ? untilDue : LongestWait;
        }

        var longest = interval is null ? LongestPauseWithoutSchedule : Clamp(interval.Value / 10, TimeSpan.FromSeconds(1), LongestPause);
        var pause = FirstPause * Math.Pow(2, Math.Min(emptyPolls, 10));
        return pause < longest ? pause : longest;
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan shortest, TimeSpan longest) =>
        value < shortest ? shortest
        : value > longest ? longest
        : value;
}
