using BtcTracker.Ingest.Health;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Reads the market at each slot's time and hands what it read to the outbox; it never waits for the store after its start.
/// </summary>
public sealed partial class SlotWorker(
    SlotGrid grid,
    SlotReader reader,
    Outbox outbox,
    WorkerPulse pulse,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<SlotWorker> logger
) : BackgroundService
{
    // The part of a slot's length that reading may take, so that the next slot stays on the grid.
    private const double LongestPart = 0.8;
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestReading = TimeSpan.FromSeconds(2);

    // Looks at the clock at least this often: a machine that slept, or whose clock was set, must not wait for a time gone by.
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
            pulse.Beat();
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

        [LoggerMessage(
            LineIds.SlotsUnread,
            LogLevel.Warning,
            "Slots that went by unread: {Count}. The machine slept, or its clock was set."
        )]
        public static partial void Overslept(ILogger logger, long count);
    }
}
