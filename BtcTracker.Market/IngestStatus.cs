namespace BtcTracker.Market;

/// <summary>How ingest fares, as it last said. Written at most once a slot; it holds no secret.</summary>
/// <param name="UpdatedAt">When it said so.</param>
/// <param name="LastStoredSlot">
/// The newest slot whose quote it stored since its start, or found at its start; null where there is none.
/// </param>
/// <param name="OutboxLength">How many readings wait for the store.</param>
/// <param name="MissedSlots">How many slots of the 24 hours before have no quote.</param>
/// <param name="Sources">The sources of quotes, in the order in which they are asked.</param>
/// <param name="Credits">What is left of CoinMarketCap's credits; null where no key is, or the vendor has not said yet.</param>
public sealed record IngestStatus(
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastStoredSlot,
    int OutboxLength,
    long MissedSlots,
    IReadOnlyList<SourceStatus> Sources,
    SourceCredits? Credits
)
{
    /// <summary>When the vendors were last asked side by side; null where they never were.</summary>
    public DateTimeOffset? ComparedAt { get; init; }
}

/// <summary>How a source last did.</summary>
/// <param name="Name">Its name, as <see cref="Quote.Source"/> has it.</param>
/// <param name="Outcome">
/// What its last call came to: <c>Answered</c>, <c>Rejected</c>, or the kind of its failure, such as <c>MinuteLimit</c>; null before its
/// first call.
/// </param>
/// <param name="CalledAt">When it was last called; null together with <paramref name="Outcome"/>.</param>
/// <param name="Reason">What it said where it failed; else null.</param>
/// <param name="Breaker">Whether it is asked.</param>
/// <param name="NextCall">When it is asked again; null unless <paramref name="Breaker"/> is open for a time.</param>
public sealed record SourceStatus(
    string Name,
    string? Outcome,
    DateTimeOffset? CalledAt,
    string? Reason,
    BreakerState Breaker,
    DateTimeOffset? NextCall
)
{
    /// <summary>How many calls in a row failed; the pause after the next failure grows from here.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>Whether it is left out because it strayed from what the other vendors say.</summary>
    public bool LeftOut { get; init; }

    /// <summary>When its vendor was last compared with another; null where it never was, and in what earlier versions wrote.</summary>
    public DateTimeOffset? ComparedAt { get; init; }
}

/// <summary>Whether a source is asked.</summary>
public enum BreakerState
{
    /// <summary>It is asked when its turn comes.</summary>
    Closed,

    /// <summary>It failed, and is left alone for a time.</summary>
    Open,

    /// <summary>It is left alone until ingest is started with another configuration.</summary>
    OpenUntilRestart,
}

/// <summary>Credits of a source's plan.</summary>
/// <param name="LimitMonthly">What the plan gives a month.</param>
/// <param name="LeftMonthly">What is left of it.</param>
/// <param name="AsOf">When the source said so.</param>
public sealed record SourceCredits(long LimitMonthly, long LeftMonthly, DateTimeOffset AsOf)
{
    /// <summary>The time between readings with which what is left lasts until the month's end; null where it is not known.</summary>
    public TimeSpan? Spacing { get; init; }
}
