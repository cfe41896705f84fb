namespace BtcTracker.Market;

/// <summary>Ingest's schedule. The web uses it to decide when to poll for the next quote.</summary>
/// <param name="Mode">Where the prices come from.</param>
/// <param name="Interval">The time between slots.</param>
/// <param name="NextSlot">The next slot that ingest will read.</param>
/// <param name="StaleAfter">
/// The age, by <see cref="Quote.AsOf"/>, at which the latest quote becomes stale: three times the slot length or the source's own update
/// period, whichever is longer.
/// </param>
public sealed record IngestSchedule(MarketMode Mode, TimeSpan Interval, DateTimeOffset NextSlot, TimeSpan StaleAfter)
{
    // How often a replayed file and the real market have new prices.
    private static readonly TimeSpan ReplayPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan LivePeriod = TimeSpan.FromMinutes(2);

    /// <summary>The age at which a quote becomes stale, derived from the market's update period and the slot length.</summary>
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

    /// <summary>The time between live ticks, which are read at multiples of it since the epoch; zero if live ticks are off.</summary>
    public TimeSpan TickPeriod { get; init; }
}
