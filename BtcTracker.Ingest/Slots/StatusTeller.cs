using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Slots;

/// <summary>Says how ingest fares, after what a slot brought is stored. It is tried once: a status that was not written is followed by the next slot's.</summary>
public sealed partial class StatusTeller(
    MarketReader market, CreditsBoard credits, Outbox outbox, StoreCalls store, IPriceReader reader, IPriceWriter writer, TimeProvider clock, ILogger<StatusTeller> logger)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Says it.</summary>
    /// <param name="lastStoredSlot">The newest slot with a quote in the store that is known here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TellAsync(DateTimeOffset? lastStoredSlot, CancellationToken cancellationToken)
    {
        try
        {
            await store.OnceAsync(token => PutAsync(lastStoredSlot, token), cancellationToken);
        }
        catch (PriceStoreException exception)
        {
            Log.NotWritten(logger, exception.Message);
        }
    }

    private async Task<bool> PutAsync(DateTimeOffset? lastStoredSlot, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var missed = 0L;
        await foreach (var gap in reader.ReadGapsAsync(Symbol.BtcUsd, new TimeRange(now - Day, now), cancellationToken))
        {
            missed += gap.Count;
        }

        var status = new IngestStatus(now, lastStoredSlot, outbox.Count, missed, market.Sources, credits.Newest);
        await writer.PutStatusAsync(status, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The status was not written; the next slot's will be: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
