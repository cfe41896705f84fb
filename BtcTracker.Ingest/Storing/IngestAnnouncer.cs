using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Storing;

/// <summary>Publishes ingest's schedule, which readers poll by, and its status.</summary>
public sealed partial class IngestAnnouncer(
    MarketReader market,
    PlanCredits key,
    Outbox outbox,
    StoreCalls store,
    IPriceReader reader,
    IPriceWriter writer,
    SlotGrid grid,
    IOptions<IngestOptions> options,
    TimeProvider clock,
    ILogger<IngestAnnouncer> logger
)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Publishes the schedule, with retries until it is stored.</summary>
    public Task PublishScheduleAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        return store.UntilDoneAsync(
            token =>
                writer.PutScheduleAsync(
                    new IngestSchedule(settings.Mode, grid.Interval, grid.NextSlot(clock.GetUtcNow()), settings.StaleAfter)
                    {
                        TickPeriod = settings.TimeBetweenTicks,
                    },
                    token
                ),
            cancellationToken
        );
    }

    /// <summary>Publishes the status, once a slot's outcome is stored. Not retried: the next slot's status follows.</summary>
    /// <param name="lastStoredSlot">The latest slot with a stored quote.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PublishStatusAsync(DateTimeOffset? lastStoredSlot, CancellationToken cancellationToken)
    {
        try
        {
            await store.OnceAsync(token => PutStatusAsync(lastStoredSlot, token), cancellationToken);
        }
        catch (PriceStoreException exception)
        {
            Log.NotWritten(logger, exception.Message);
        }
    }

    private async Task<bool> PutStatusAsync(DateTimeOffset? lastStoredSlot, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var missed = 0L;
        await foreach (var gap in reader.ReadGapsAsync(Symbol.BtcUsd, new TimeRange(now - Day, now), cancellationToken))
        {
            missed += gap.Count;
        }

        var status = new IngestStatus(now, lastStoredSlot, outbox.Count, missed, market.Sources, key.Credits)
        {
            ComparedAt = market.ComparedAt,
        };
        await writer.PutStatusAsync(status, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The status was not written; it will be with the next slot: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
