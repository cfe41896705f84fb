using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Storing;

/// <summary>
/// Stores what became of one slot: its quote with the body that proves it, or a gap. Everything is tried until it is stored.
/// </summary>
public sealed partial class SlotStorage(
    StoreCalls store,
    OwnCandles candles,
    QuoteProofs proofs,
    IPriceWriter writer,
    SlotGrid grid,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<SlotStorage> logger
)
{
    /// <summary>
    /// Stores a slot's quote; candles that closed before it are rolled up first, so that a crash leaves only the latest quote's behind.
    /// </summary>
    public async Task StoreAsync(Quote quote, string? body, CancellationToken cancellationToken)
    {
        await candles.RollUpClosedAsync(quote.Slot, cancellationToken);
        var wasStored = await PutAsync(quote, cancellationToken);
        candles.Changed(quote.Slot);
        await proofs.PutAsync(quote, body, wasStored, cancellationToken);
    }

    /// <summary>Stores that slots have no quote.</summary>
    public Task StoreGapAsync(SlotOutcome outcome, CancellationToken cancellationToken) =>
        store.UntilDoneAsync(token => writer.NoteGapAsync(outcome.ToGap(grid), token), cancellationToken);

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

        [LoggerMessage(Level = LogLevel.Information, Message = "The slot {Slot:u} has a quote already; it stays as it is.")]
        public static partial void Taken(ILogger logger, DateTimeOffset slot);
    }
}
