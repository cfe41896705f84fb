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

    /// <summary>The first of the slots up to <see cref="LastSlot"/> that have no quote; null where that one has.</summary>
    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>The conditions that hold and whose message was written, by key; none of them is told again before it is over.</summary>
    public IReadOnlyList<string> Raised { get; init; } = [];

    /// <summary>The messages that no receiver has acknowledged, oldest first.</summary>
    public IReadOnlyList<AlertMessage> Pending { get; init; } = [];

    /// <summary>How many messages were given up.</summary>
    public long GivenUp { get; init; }

    /// <summary>When the last one was given up; null where none was.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }
}

/// <summary>One message of an alert.</summary>
/// <param name="Id">The same for each delivery of the message, by which a receiver can tell a double.</param>
/// <param name="Rule">The condition's key, such as <c>above:100000</c>.</param>
/// <param name="Title">What happened, in a few words of ASCII.</param>
/// <param name="Text">The details, in a sentence.</param>
/// <param name="At">When ingest noticed it.</param>
public sealed record AlertMessage(string Id, string Rule, string Title, string Text, DateTimeOffset At)
{
    /// <summary>The price; null where the alert is of none.</summary>
    public decimal? Price { get; init; }

    /// <summary>How often it was tried to send it.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next; null means now.</summary>
    public DateTimeOffset? NextTry { get; init; }
}
