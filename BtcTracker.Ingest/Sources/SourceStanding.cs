namespace BtcTracker.Ingest.Sources;

/// <summary>Whether a source may be asked now, by what it answered before.</summary>
/// <remarks>Used by one caller at a time.</remarks>
public sealed class SourceStanding(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstSlowDown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSlowDown = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseAfterBadRequest = TimeSpan.FromHours(1);

    // A server that asks for years, by mistake or not, must not be lost for years.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private int _failuresInARow;

    /// <summary>When it may be asked again; <see cref="DateTimeOffset.MaxValue"/> until ingest restarts.</summary>
    public DateTimeOffset NextCall { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Whether it may be asked now.</summary>
    public bool MayCall => NextCall <= clock.GetUtcNow();

    /// <summary>It answered.</summary>
    public void Succeeded() => (_failuresInARow, NextCall) = (0, DateTimeOffset.MinValue);

    /// <summary>It failed: it is left alone as long as the failure's kind says, and at least as long as it asks for, up to an hour.</summary>
    public void Failed(SourceException exception)
    {
        var now = clock.GetUtcNow();
        _failuresInARow++;
        NextCall = After(exception.Failure, now);
        if (exception.RetryAfter is { } asked)
        {
            var granted = now + (asked < LongestRetryAfter ? asked : LongestRetryAfter);
            NextCall = granted > NextCall ? granted : NextCall;
        }
    }

    private DateTimeOffset After(SourceFailure failure, DateTimeOffset now) => failure switch
    {
        SourceFailure.KeyRefused => DateTimeOffset.MaxValue,
        SourceFailure.MinuteLimit => NextMinute(now),
        SourceFailure.DayCredits => NextDay(now),
        SourceFailure.MonthCredits => NextMonth(now),
        SourceFailure.AddressLimit => now + Doubled(FirstSlowDown, LongestSlowDown),
        SourceFailure.BadRequest => now + PauseAfterBadRequest,
        _ => now + Doubled(FirstPause, LongestPause),
    };

    private TimeSpan Doubled(TimeSpan first, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Min(_failuresInARow - 1, 10));
        return pause < longest ? pause : longest;
    }

    private static DateTimeOffset NextMinute(DateTimeOffset now) => now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static DateTimeOffset NextMonth(DateTimeOffset now) => new(new DateTime(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(1), TimeSpan.Zero);
}
