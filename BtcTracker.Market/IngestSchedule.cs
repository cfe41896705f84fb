namespace BtcTracker.Market;

/// <summary>What ingest tells its readers of its rhythm. The web learns from it when to look for the next quote.</summary>
/// <param name="Mode">Where the prices come from.</param>
/// <param name="Interval">The time between slots.</param>
/// <param name="NextSlot">The next slot that ingest is going to read, on the grid of <paramref name="Interval"/>.</param>
/// <param name="StaleAfter">
/// How old, by <see cref="Quote.AsOf"/>, the newest quote may become before it is stale: three times the interval or the source's own
/// rhythm, whichever is longer.
/// </param>
public sealed record IngestSchedule(MarketMode Mode, TimeSpan Interval, DateTimeOffset NextSlot, TimeSpan StaleAfter)
{
    // How often a replayed file and the real market have something new.
    private static readonly TimeSpan ReplayPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan LivePeriod = TimeSpan.FromMinutes(2);

    /// <summary>How old a quote may become before it is stale, by how often its market has something new and is read.</summary>
    public static TimeSpan StaleAfterOf(MarketMode mode, TimeSpan slotLength)
    {
        var period = mode switch
        {
            MarketMode.Replay => ReplayPeriod,
            MarketMode.Live => LivePeriod,
            _ => slotLength,
        };
        return 3 * (period > slotLength ? period : slotLength);
    }

    /// <summary>The time between live ticks, which are read at its whole multiples since the epoch; zero where there are none.</summary>
    public TimeSpan TickPeriod { get; init; }
}
