namespace BtcTracker.Ingest.Sources;

/// <summary>Whether a source may be asked now, by what it answered before.</summary>
/// <remarks>Used by one caller at a time.</remarks>
public sealed class SourceStanding(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstSlowDown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSlowDown = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPauseAfterBadRequest = TimeSpan.FromHours(1);

    // A server that asks for years, by mistake or not, must not be lost for years.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private DateTimeOffset _askedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <summary>How many calls in a row failed.</summary>
    public int FailuresInARow { get; private set; }

    /// <summary>When it may be asked again; <see cref="DateTimeOffset.MaxValue"/> until ingest restarts.</summary>
    public DateTimeOffset NextCall { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>
    /// Whether it may be asked now; also after the clock was set back to before its last failure, which was of a wrong time.
    /// </summary>
    public bool MayCall => clock.GetUtcNow() is var now && (NextCall <= now || (now < _failedAt && NextCall < DateTimeOffset.MaxValue));

    /// <summary>It answered.</summary>
    public void Succeeded() => (FailuresInARow, NextCall) = (0, DateTimeOffset.MinValue);

    /// <summary>
    /// Whether a failure may be that of the network between, so that it says nothing of the source where others fail alike.
    /// </summary>
    public static bool MayBeTheNetworks(SourceFailure failure) =>
        failure is SourceFailure.Unreachable or SourceFailure.Server or SourceFailure.InvalidBody or SourceFailure.BadRequest;

    /// <summary>It failed: it is left alone as long as the failure's kind says, and at least as long as it asks for, up to a day.</summary>
    public void Failed(SourceException exception)
    {
        var now = clock.GetUtcNow();
        _failedAt = now;
        FailuresInARow++;
        _askedUntil = exception.RetryAfter is { } asked
            ? now + (asked < LongestRetryAfter ? asked : LongestRetryAfter)
            : DateTimeOffset.MinValue;
        NextCall = Later(After(exception.Failure, now), _askedUntil);
    }

    /// <summary>The last failure was not its own: it may be asked again, but not before it wants to be.</summary>
    public void Forgive() => (FailuresInARow, NextCall) = (0, _askedUntil);

    /// <summary>
    /// Goes on from what an earlier process knew. A pause longer than any that outlives a process is of a wrong clock, and forgotten.
    /// </summary>
    public void Restore(int failuresInARow, DateTimeOffset? nextCall) =>
        (FailuresInARow, NextCall) = (
            failuresInARow,
            nextCall - clock.GetUtcNow() <= LongestRetryAfter ? nextCall!.Value : DateTimeOffset.MinValue
        );

    private DateTimeOffset After(SourceFailure failure, DateTimeOffset now) =>
        failure switch
        {
            SourceFailure.KeyRefused => DateTimeOffset.MaxValue,
            SourceFailure.MinuteLimit => NextMinute(now),
            SourceFailure.DayCredits => NextDay(now),
            SourceFailure.MonthCredits => NextMonth(now),
            SourceFailure.AddressLimit => now + Doubled(FirstSlowDown, LongestSlowDown),
            SourceFailure.BadRequest => now + Doubled(FirstPause, LongestPauseAfterBadRequest),
            _ => now + Doubled(FirstPause, LongestPause),
        };

    private TimeSpan Doubled(TimeSpan first, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Min(FailuresInARow - 1, 11));
        return pause < longest ? pause : longest;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset NextMinute(DateTimeOffset now) =>
        now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static DateTimeOffset NextMonth(DateTimeOffset now) =>
        new(new DateTime(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(1), TimeSpan.Zero);
}
