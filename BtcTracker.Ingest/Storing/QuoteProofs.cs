using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>Stores beside each quote the body that it was read from.</summary>
public sealed class QuoteProofs(IPriceWriter writer, IPriceReader reader, StoreCalls store)
{
    /// <summary>Stores a body where the quote that stands at its slot is the body's own.</summary>
    /// <param name="quote">The quote that was read; its put is over.</param>
    /// <param name="body">Its body; null where none was kept.</param>
    /// <param name="wasStored">Whether that put stored it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PutAsync(Quote quote, string? body, bool wasStored, CancellationToken cancellationToken)
    {
        if (body is null || !(wasStored || await StandsAsync(quote, cancellationToken)))
        {
            return;
        }

        var reading = new RawReading(quote.Symbol, quote.Slot, quote.Source, body);
        await store.UntilDoneAsync(token => writer.TryPutRawReadingAsync(reading, token), cancellationToken);
    }

    /// <summary>
    /// A slot that is taken may be so by this very quote, whose first put was done though its answer was lost; else it is a twin's.
    /// </summary>
    private async Task<bool> StandsAsync(Quote quote, CancellationToken cancellationToken) =>
        await store.UntilDoneAsync(token => reader.FindQuoteAsync(quote.Symbol, quote.Slot, token), cancellationToken) is { } stored
        && stored with { TraceParent = quote.TraceParent } == quote;
}
