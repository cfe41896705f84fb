namespace BtcTracker.Market;

/// <summary>What ingest remembers of its alerts, so that a restart neither repeats nor loses one. It holds no secret.</summary>
public sealed record AlertState
{
    /// <summary>Before the first slot.</summary>
    public static AlertState Empty { get; } = new();

    /// <summary>Counts the writes, so that of two processes that write at the same time one reads again.</summary>
    public long Version { get; init; }

    /// <summary>The last slot that was evaluated; null before the first.</summary>
    public DateTimeOffset? LastSlot { get; init; }

    /// <summary>The latest source's time of a price; null before the first quote.</summary>
    public DateTimeOffset? LastAsOf { get; init; }

    /// <summary>The first slot of the run without a quote that ends at <see cref="LastSlot"/>; null where that slot has a quote.</summary>
    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>
    /// Keys of the conditions that hold and whose message was written; a condition sends no second message before it has cleared.
    /// </summary>
    public IReadOnlyList<string> Raised { get; init; } = [];

    /// <summary>Messages that not every receiver has acknowledged, oldest first.</summary>
    public IReadOnlyList<AlertMessage> Pending { get; init; } = [];

    /// <summary>How many messages were dropped.</summary>
    public long GivenUp { get; init; }

    /// <summary>When the last message was dropped; null if none was.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>Why the last message was dropped, without an address's path; null if none was.</summary>
    public string? GivenUpReason { get; init; }
}

/// <summary>One message of an alert.</summary>
/// <param name="Id">The same for every delivery of the message, so that a receiver can recognize a duplicate.</param>
/// <param name="Rule">The condition's key, such as <c>above:100000</c>.</param>
/// <param name="Title">What happened, in a few words of ASCII.</param>
/// <param name="Text">The details, in a sentence.</param>
/// <param name="At">When ingest detected it.</param>
public sealed record AlertMessage(string Id, string Rule, string Title, string Text, DateTimeOffset At)
{
    /// <summary>The price; null if the alert is not about a price.</summary>
    public decimal? Price { get; init; }

    /// <summary>How many times sending was attempted.</summary>
    public int Tries { get; init; }

    /// <summary>When to retry; null means now.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The only receiver that has not acknowledged it; null for all of them.</summary>
    public string? OnlyFor { get; init; }
}
