using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Snapshots;

/// <summary>Finds what viewers have not seen: mostly the newest quote alone, at the start those before it, after an outage those in between.</summary>
public sealed class UnseenQuotes(IPriceReader store)
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(1);

    /// <summary>Adds the quotes up to a snapshot's newest to those that viewers have seen.</summary>
    /// <param name="seen">What viewers have seen.</param>
    /// <param name="snapshot">A snapshot with a newest quote.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<QuoteFrames> AppendToAsync(MarketSnapshot seen, MarketSnapshot snapshot, CancellationToken cancellationToken)
    {
        var unseen = Since(seen.Latest?.Slot, snapshot);
        var quotes = snapshot.Schedule is { } schedule && snapshot.Latest!.Slot - seen.Latest?.Slot <= schedule.Interval
            ? [snapshot.Latest]
            : await store.ReadQuotesAsync(Symbol.BtcUsd, unseen, cancellationToken).ToListAsync(cancellationToken);
        return seen.Frames.Append(quotes.Select(quote => QuoteBody.Of(quote, snapshot.StaleAt(quote), snapshot.History)), unseen.From.ToUnixTimeSeconds() - 1);
    }

    private static TimeRange Since(DateTimeOffset? lastSlot, MarketSnapshot snapshot)
    {
        var newest = snapshot.Latest!.Slot;
        var remembered = (snapshot.Schedule?.Interval ?? TimeSpan.Zero) * QuoteFrames.Remembered;
        var first = newest - (remembered < LongestCatchUp ? remembered : LongestCatchUp);
        return new TimeRange(lastSlot >= first ? lastSlot.Value.AddSeconds(1) : first, newest.AddSeconds(1));
    }
}
