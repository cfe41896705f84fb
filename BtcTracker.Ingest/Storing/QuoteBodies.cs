using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>Stores the response body of each quote.</summary>
public sealed class QuoteBodies(IPriceWriter writer, IPriceReader reader, StoreCalls store)
{
    /// <summary>Stores a body if the stored quote of its slot is the one from that body.</summary>
    /// <param name="quote">The quote that was read; its put has completed.</param>
    /// <param name="body">Its body; null if none was kept.</param>
    /// <param name="wasStored">Whether the put stored the quote.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PutAsync(Quote quote, string? body, bool wasStored, CancellationToken cancellationToken)
    {
        if (body is null || !(wasStored || await IsStoredAsync(quote, cancellationToken)))
        {
            return;
        }

        var reading = new RawReading(quote.Symbol, quote.Slot, quote.Source, body);
        await store.UntilDoneAsync(token => writer.TryPutRawReadingAsync(reading, token), cancellationToken);
    }

    /// <summary>
    /// A slot may already have this very quote, from a first put whose response was lost; otherwise it is a concurrent instance's.
    /// </summary>
    private async Task<bool> IsStoredAsync(Quote quote, CancellationToken cancellationToken) =>
        await store.UntilDoneAsync(token => reader.FindQuoteAsync(quote.Symbol, quote.Slot, token), cancellationToken) is { } stored
        && stored with { TraceParent = quote.TraceParent } == quote;
}
