using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Slots;

/// <summary>Reads the market at each slot's time and hands what it read to the outbox; it never waits for the store after its start.</summary>
public sealed partial class SlotWorker(
    SlotGrid grid, MarketReader market, Outbox outbox, StoreCalls store, IPriceReader reader, IngestMetrics metrics, TimeProvider clock, ILogger<SlotWorker> logger)
    : BackgroundService
{
    // The part of a slot's length that reading may take, so that the next slot stays on the grid.
    private const double LongestPart = 0.8;
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestReading = TimeSpan.FromSeconds(2);

    // Looks at the clock at least this often: a machine that slept, or whose clock was set, must not wait for a time gone by.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private Quote? _newest;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slot = grid.SlotOf(clock.GetUtcNow());
        Log.Starting(logger, grid.Interval);
        _newest = await FindNewestAsync(stoppingToken);
        if (_newest?.Slot != slot && HasTimeToRead(slot))
        {
            await ReadAsync(slot, stoppingToken);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await NextSlotAsync(stoppingToken);
            ReportMissed((next - slot) / grid.Interval);
            slot = next;
            await ReadAsync(slot, stoppingToken);
        }
    }

    private async Task<Quote?> FindNewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.OnceAsync(token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token), cancellationToken);
        }
        catch (PriceStoreException exception)
        {
            Log.NewestUnknown(logger, exception.Message);
            return null;
        }
    }

    private async Task ReadAsync(DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var reading = await market.ReadAsync(slot, _newest, TimeLeft(slot), cancellationToken);
        if (reading is null)
        {
            metrics.SlotsMissed(1);
            Log.Missed(logger, slot);
        }

        _newest = reading?.Quote ?? _newest;
        outbox.Add(new SlotOutcome(slot, reading?.Quote, reading?.Body));
    }

    // A start just before the next slot leaves this one alone.
    private bool HasTimeToRead(DateTimeOffset slot) =>
        TimeLeft(slot) > (grid.Interval / 5 < ShortestReading ? grid.Interval / 5 : ShortestReading);

    private TimeSpan TimeLeft(DateTimeOffset slot)
    {
        var untilNext = slot + grid.Interval - clock.GetUtcNow();
        return new[] { untilNext, grid.Interval * LongestPart, LongestReading }.Min();
    }

    private async Task<DateTimeOffset> NextSlotAsync(CancellationToken cancellationToken)
    {
        var next = grid.NextSlot(clock.GetUtcNow());
        while (true)
        {
            var now = clock.GetUtcNow();
            if (now >= next)
            {
                return grid.SlotOf(now);
            }

            // After the clock was set back the next slot is an earlier one; one that is taken stays as it is.
            next = next - now > grid.Interval ? grid.NextSlot(now) : next;
            await Task.Delay(next - now < LongestWait ? next - now : LongestWait, clock, cancellationToken);
        }
    }

    private void ReportMissed(double slotsPassed)
    {
        if (slotsPassed > 1)
        {
            metrics.SlotsMissed((long)slotsPassed - 1);
            Log.Overslept(logger, (long)slotsPassed - 1);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Ingest reads the market every {Interval}.")]
        public static partial void Starting(ILogger logger, TimeSpan interval);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The newest quote is not known, so a jump or a late reading cannot be told yet: {Reason}")]
        public static partial void NewestUnknown(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No source gave a quote for the slot {Slot:u}.")]
        public static partial void Missed(ILogger logger, DateTimeOffset slot);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slots that went by unread: {Count}. The machine slept, or its clock was set.")]
        public static partial void Overslept(ILogger logger, long count);
    }
}
