using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Snapshots;

/// <summary>Finds what viewers have not seen: mostly the newest quote alone, at the start those before it, after an outage those in between.</summary>
public sealed class UnseenQuotes(IPriceReader store)
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(1);

    /// <summary>The quotes after a slot up to the snapshot's newest, oldest first, as the live stream tells them.</summary>
    /// <param name="lastSlot">The last slot that viewers have seen; null at the start.</param>
    /// <param name="snapshot">A snapshot with a newest quote.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<IEnumerable<QuoteBody>> ReadAsync(DateTimeOffset? lastSlot, MarketSnapshot snapshot, CancellationToken cancellationToken)
    {
        var quotes = snapshot.Schedule is { } schedule && snapshot.Latest!.Slot - lastSlot <= schedule.Interval
            ? [snapshot.Latest]
            : await store.ReadQuotesAsync(Symbol.BtcUsd, Since(lastSlot, snapshot), cancellationToken).ToListAsync(cancellationToken);
        return quotes.Select(quote => QuoteBody.Of(quote, snapshot.StaleAt(quote), snapshot.History));
    }

    private static TimeRange Since(DateTimeOffset? lastSlot, MarketSnapshot snapshot)
    {
        var newest = snapshot.Latest!.Slot;
        var remembered = (snapshot.Schedule?.Interval ?? TimeSpan.Zero) * QuoteFrame.Remembered;
        var first = newest - (remembered < LongestCatchUp ? remembered : LongestCatchUp);
        return new TimeRange(lastSlot >= first ? lastSlot.Value.AddSeconds(1) : first, newest.AddSeconds(1));
    }
}
