using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Polling;

/// <summary>
/// Finds what viewers have not seen: mostly only the latest quote, at the start those before it, after an outage those in between.
/// </summary>
public sealed class UnseenQuotes(IPriceReader store)
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(1);

    /// <summary>Reads the quotes up to a snapshot's latest that viewers have not seen.</summary>
    /// <param name="lastSlot">The last slot that they have seen; null for none.</param>
    /// <param name="snapshot">A snapshot with a latest quote.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<NewQuotes> ReadAsync(DateTimeOffset? lastSlot, MarketSnapshot snapshot, CancellationToken cancellationToken)
    {
        var unseen = Since(lastSlot, snapshot);
        var quotes =
            snapshot.Schedule is { } schedule && snapshot.Latest!.Slot - lastSlot <= schedule.Interval
                ? [snapshot.Latest]
                : await store.ReadQuotesAsync(Symbol.BtcUsd, unseen, cancellationToken).ToListAsync(cancellationToken);
        return new NewQuotes(quotes, unseen.From.ToUnixTimeSeconds() - 1);
    }

    private static TimeRange Since(DateTimeOffset? lastSlot, MarketSnapshot snapshot)
    {
        var latest = snapshot.Latest!.Slot;
        var remembered = (snapshot.Schedule?.Interval ?? TimeSpan.Zero) * QuoteFrames.Remembered;
        var first = latest - (remembered < LongestCatchUp ? remembered : LongestCatchUp);
        return new TimeRange(lastSlot >= first ? lastSlot.Value.AddSeconds(1) : first, latest.AddSeconds(1));
    }
}
