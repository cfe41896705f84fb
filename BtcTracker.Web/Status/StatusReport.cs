using BtcTracker.Market;

namespace BtcTracker.Web.Status;

/// <summary>What the operator's page shows, as of one reading of the store. Immutable.</summary>
public sealed record StatusReport
{
    /// <summary>When the store was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Since when the store has not answered; null while it does. What else is here was read before.</summary>
    public DateTimeOffset? StoreDownSince { get; init; }

    /// <summary>Ingest's rhythm; null before its first start.</summary>
    public IngestSchedule? Schedule { get; init; }

    /// <summary>Ingest's status; null before its first slot.</summary>
    public IngestStatus? Ingest { get; init; }

    /// <summary>The latest quotes, the latest first.</summary>
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>The gaps of the last 24 hours, the latest first.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>The state of the alerts; null where no rule was evaluated yet.</summary>
    public AlertState? Alerts { get; init; }

    /// <summary>How far backfill has come; null where nothing was to fetch.</summary>
    public BackfillProgress? Backfill { get; init; }

    /// <summary>Live streams of the public page that this process holds open.</summary>
    public int Streams { get; init; }

    /// <summary>Live pages such as this that this process holds open.</summary>
    public int Circuits { get; init; }

    /// <summary>What the operator should look at, the most serious first; nothing while all is well.</summary>
    public IEnumerable<string> FindProblems(StatusText text, DateTimeOffset now)
    {
        if (StoreDownSince is { } since)
        {
            yield return text.StoreDown(since);
        }

        if (Schedule is null)
        {
            yield return text.IngestNeverStarted;
        }
        else if (now > Schedule.NextSlot + Schedule.Interval + Patience)
        {
            yield return text.IngestSilent(Schedule.NextSlot);
        }

        if (Quotes is [var latest, ..] && Schedule is not null && now - latest.AsOf >= Schedule.StaleAfter)
        {
            yield return text.Stale(latest.AsOf);
        }

        foreach (var source in Ingest?.Sources.Where(source => source.Breaker != BreakerState.Closed) ?? [])
        {
            yield return text.SourceOut(source);
        }

        if (Alerts is { GivenUpAt: { } givenUpAt } && now - givenUpAt < Recent)
        {
            yield return text.AlertDropped(givenUpAt);
        }

        if (Alerts?.Pending.Count(message => message.Tries > 1) is > 0 and var unsent)
        {
            yield return text.AlertsUnsent(unsent);
        }
    }

    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    // A slot takes some seconds to read and to store.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
}
