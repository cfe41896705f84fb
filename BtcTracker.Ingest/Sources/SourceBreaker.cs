namespace BtcTracker.Ingest.Sources;

/// <summary>A source's circuit breaker: whether it may be called, depending on earlier failures.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class SourceBreaker(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstSlowDown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSlowDown = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPauseAfterBadRequest = TimeSpan.FromHours(1);

    // A server that requests a pause of years must not be lost for years.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private DateTimeOffset _retryAfter = DateTimeOffset.MinValue;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <summary>The number of consecutive failures.</summary>
    public int FailuresInARow { get; private set; }

    /// <summary>When it may be called again; <see cref="DateTimeOffset.MaxValue"/> means not before a restart.</summary>
    public DateTimeOffset NextCall { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>
    /// Whether it may be called now; also true after the clock was set back to before the last failure.
    /// </summary>
    public bool MayCall => clock.GetUtcNow() is var now && (NextCall <= now || (now < _failedAt && NextCall < DateTimeOffset.MaxValue));

    /// <summary>Records a success.</summary>
    public void Succeeded() => (FailuresInARow, NextCall) = (0, DateTimeOffset.MinValue);

    /// <summary>
    /// Whether a failure may be caused by the network, so that it does not count if other sources fail in the same way.
    /// </summary>
    public static bool MayBeTheNetworks(SourceFailure failure) =>
        failure is SourceFailure.Unreachable or SourceFailure.Server or SourceFailure.InvalidBody or SourceFailure.BadRequest;

    /// <summary>
    /// Records a failure: the source is not called for a time that depends on the kind of failure, and at least for its Retry-After, up to
    /// a day.
    /// </summary>
    public void Failed(SourceException exception)
    {
        var now = clock.GetUtcNow();
        _failedAt = now;
        FailuresInARow++;
        _retryAfter = exception.RetryAfter is { } retryAfter
            ? now + (retryAfter < LongestRetryAfter ? retryAfter : LongestRetryAfter)
            : DateTimeOffset.MinValue;
        NextCall = Later(After(exception.Failure, now), _retryAfter);
    }

    /// <summary>Clears the last failure, which was not the source's fault; its Retry-After still applies.</summary>
    public void Forgive() => (FailuresInARow, NextCall) = (0, _retryAfter);

    /// <summary>
    /// Restores an earlier process's state. A back-off longer than the maximum comes from a wrong clock and is ignored.
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

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;

    private static DateTimeOffset NextMinute(DateTimeOffset now) =>
        now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static DateTimeOffset NextMonth(DateTimeOffset now) =>
        new(new DateTime(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(1), TimeSpan.Zero);
}
