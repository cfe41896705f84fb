using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>
/// Stores the outcome of a slot: its quote with the response body, or a gap. Retries until everything is stored.
/// </summary>
public sealed partial class SlotStorage(
    StoreCalls store,
    OwnCandles candles,
    QuoteBodies proofs,
    IPriceWriter writer,
    SlotGrid grid,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<SlotStorage> logger
)
{
    /// <summary>
    /// Stores a slot's quote. Candles that closed before it are rolled up first, so that after a crash only the latest quote's are out of
    /// date.
    /// </summary>
    public async Task StoreAsync(Quote quote, string? body, CancellationToken cancellationToken)
    {
        await candles.RollUpClosedAsync(quote.Slot, cancellationToken);
        var wasStored = await PutAsync(quote, cancellationToken);
        candles.Changed(quote.Slot);
        await proofs.PutAsync(quote, body, wasStored, cancellationToken);
    }

    /// <summary>Stores a gap.</summary>
    public Task StoreGapAsync(SlotOutcome outcome, CancellationToken cancellationToken) =>
        store.UntilDoneAsync(token => writer.RecordGapAsync(outcome.ToGap(grid), token), cancellationToken);

    private async Task<bool> PutAsync(Quote quote, CancellationToken cancellationToken)
    {
        if (await store.UntilDoneAsync(token => writer.TryPutQuoteAsync(quote, token), cancellationToken))
        {
            metrics.QuoteStored(quote.Source, clock.GetUtcNow() - quote.Slot);
            Log.Stored(logger, quote.Slot, quote.Price, quote.Source, quote.AsOf);
            return true;
        }

        Log.Taken(logger, quote.Slot);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LineIds.QuoteStored, LogLevel.Information, "Stored the slot {Slot:u}: {Price} from {Source} as of {AsOf:u}.")]
        public static partial void Stored(ILogger logger, DateTimeOffset slot, decimal price, string source, DateTimeOffset asOf);

        [LoggerMessage(Level = LogLevel.Information, Message = "The slot {Slot:u} already has a quote; it is unchanged.")]
        public static partial void Taken(ILogger logger, DateTimeOffset slot);
    }
}
