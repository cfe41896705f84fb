using BtcTracker.Ingest.Health;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Reads the market at each slot and adds the outcome to the outbox; after its start it never waits for the store.
/// </summary>
public sealed partial class SlotWorker(
    SlotGrid grid,
    SlotReader reader,
    Outbox outbox,
    WorkerHeartbeat heartbeat,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<SlotWorker> logger
) : BackgroundService
{
    // The share of the slot length that reading may take, so that the next slot is on time.
    private const double LongestPart = 0.8;
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestReading = TimeSpan.FromSeconds(2);

    // The longest delay: after a suspend or a change of the clock, the worker must notice the new time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slot = grid.SlotOf(clock.GetUtcNow());
        Log.Starting(logger, grid.Interval);
        var latest = await reader.PrepareAsync(stoppingToken);
        if (latest?.Slot != slot && HasTimeToRead(slot))
        {
            await reader.ReadAsync(slot, TimeLeft(slot), stoppingToken);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await NextSlotAsync(stoppingToken);
            ReportUnread(slot + grid.Interval, next);
            slot = next;
            await reader.ReadAsync(slot, TimeLeft(slot), stoppingToken);
        }
    }

    // A start just before the next slot skips this one.
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
            heartbeat.Beat();
            var now = clock.GetUtcNow();
            if (now >= next)
            {
                return grid.SlotOf(now);
            }

            // After the clock was set back the next slot is an earlier one; a slot that already has a quote keeps it.
            next = next - now > grid.Interval ? grid.NextSlot(now) : next;
            await Task.Delay(next - now < LongestWait ? next - now : LongestWait, clock, cancellationToken);
        }
    }

    private void ReportUnread(DateTimeOffset first, DateTimeOffset end)
    {
        if (SlotOutcome.Unread(first, end, grid) is { } unread)
        {
            metrics.SlotsMissed(unread.Count, unread.Reason);
            Log.Overslept(logger, unread.Count);
            outbox.Add(unread);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Ingest reads the market every {Interval}.")]
        public static partial void Starting(ILogger logger, TimeSpan interval);

        [LoggerMessage(LineIds.SlotsUnread, LogLevel.Warning, "Skipped {Count} slots: the machine was suspended or its clock changed.")]
        public static partial void Overslept(ILogger logger, long count);
    }
}
