using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Api;

/// <summary>A page of quotes.</summary>
/// <param name="Quotes">Oldest first.</param>
/// <param name="NextSlot">Where the next page starts; null on the last.</param>
public sealed record QuotePage(IReadOnlyList<Quote> Quotes, DateTimeOffset? NextSlot);

/// <summary>Reads quotes page by page.</summary>
public sealed class QuotePager(IPriceReader store, TimeProvider clock)
{
    /// <summary>How much time a page looks through at most, so that years without a quote cost a request few queries.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromDays(2 * 366);

    /// <summary>Reads the first page of the quotes whose slots lie in a range; it may be empty and have a next one.</summary>
    /// <exception cref="PriceStoreException">The store does not answer.</exception>
    public async Task<QuotePage> ReadAsync(TimeRange range, int limit, CancellationToken cancellationToken)
    {
        var wanted = Within(range);
        var look = wanted.Length > LongestLook ? wanted with { To = wanted.From + LongestLook } : wanted;
        var quotes = new List<Quote>();
        if (look.From >= look.To)
        {
            return new QuotePage([], null);
        }

        await foreach (var quote in store.ReadQuotesAsync(Symbol.BtcUsd, look, cancellationToken))
        {
            if (quotes.Count == limit)
            {
                return new QuotePage(quotes, quote.Slot);
            }

            quotes.Add(quote);
        }

        return new QuotePage(quotes, look.To < wanted.To ? look.To : null);
    }

    /// <summary>The range without the years that can hold no quote; a slot is stored at its time or later.</summary>
    private TimeRange Within(TimeRange range)
    {
        var afterNow = clock.GetUtcNow() + TimeSpan.FromHours(1);
        var from = range.From > HistoryWindow.Genesis ? range.From : HistoryWindow.Genesis;
        var to = range.To < afterNow ? range.To : afterNow;
        return from < to ? new TimeRange(from, to) : new TimeRange(from, from);
    }
}
