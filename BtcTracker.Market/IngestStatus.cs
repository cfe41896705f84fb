namespace BtcTracker.Market;

/// <summary>Ingest's status, written at most once per slot. It contains no secrets.</summary>
/// <param name="UpdatedAt">When ingest wrote it.</param>
/// <param name="LastStoredSlot">
/// The latest slot with a stored quote; null if there is none.
/// </param>
/// <param name="OutboxLength">The number of readings waiting to be stored.</param>
/// <param name="MissedSlots">The number of slots without a quote in the preceding 24 hours.</param>
/// <param name="Sources">The quote sources, in the order in which they are called.</param>
/// <param name="Credits">CoinMarketCap's remaining credits; null without an API key, or before the vendor has reported them.</param>
public sealed record IngestStatus(
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastStoredSlot,
    int OutboxLength,
    long MissedSlots,
    IReadOnlyList<SourceStatus> Sources,
    SourceCredits? Credits
)
{
    /// <summary>When the vendors were last compared; null if never.</summary>
    public DateTimeOffset? ComparedAt { get; init; }
}

/// <summary>The status of a source.</summary>
/// <param name="Name">Its name, as in <see cref="Quote.Source"/>.</param>
/// <param name="Outcome">
/// The result of its last call: <c>Answered</c>, <c>Rejected</c>, or the kind of failure, such as <c>MinuteLimit</c>; null before the first
/// call.
/// </param>
/// <param name="CalledAt">When it was last called; null before the first call.</param>
/// <param name="Reason">The error message; null if the call succeeded.</param>
/// <param name="Breaker">Whether the source is called.</param>
/// <param name="NextCall">When the source is called again; null unless <paramref name="Breaker"/> is open.</param>
public sealed record SourceStatus(
    string Name,
    string? Outcome,
    DateTimeOffset? CalledAt,
    string? Reason,
    BreakerState Breaker,
    DateTimeOffset? NextCall
)
{
    /// <summary>The number of consecutive failures, which determines the next back-off.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>Whether it is excluded because its price deviates from the other vendors'.</summary>
    public bool LeftOut { get; init; }

    /// <summary>When its vendor was last compared with another; null if never, and in items of earlier versions.</summary>
    public DateTimeOffset? ComparedAt { get; init; }
}

/// <summary>Whether a source is called.</summary>
public enum BreakerState
{
    /// <summary>The source is called in its turn.</summary>
    Closed,

    /// <summary>The source failed and is not called until its back-off ends.</summary>
    Open,

    /// <summary>The source is not called until ingest restarts with another configuration.</summary>
    OpenUntilRestart,
}

/// <summary>Credits of a source's plan.</summary>
/// <param name="LimitMonthly">The plan's credits per month.</param>
/// <param name="LeftMonthly">The credits left this month.</param>
/// <param name="AsOf">When the source reported them.</param>
public sealed record SourceCredits(long LimitMonthly, long LeftMonthly, DateTimeOffset AsOf)
{
    /// <summary>The slot length at which the remaining credits last until the end of the month; null if unknown.</summary>
    public TimeSpan? Spacing { get; init; }
}
