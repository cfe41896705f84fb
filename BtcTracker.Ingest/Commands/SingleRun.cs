using BtcTracker.Ingest.Alerts;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands;

/// <summary>A single reading of the current slot, for platforms that start ingest by a schedule: <c>--once</c>.</summary>
/// <remarks>
/// The outcome is stored as usual, with gaps since the latest quote, candles, schedule and status. The backfill does not run: it can take
/// minutes, and a scheduled task should be short.
/// </remarks>
public sealed partial class SingleRun(
    SlotGrid grid,
    SlotReader reader,
    MarketReader market,
    Outbox outbox,
    StoreWorker storing,
    AlertWorker alerts,
    PushWorker holderAlerts,
    TimeProvider clock,
    ILogger<SingleRun> logger
)
{
    /// <summary>The command-line argument.</summary>
    public const string Argument = "--once";

    // As in the worker; shorter if the slot length is shorter.
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);

    /// <summary>The total time for the store: a few attempts.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(20);

    /// <summary>Reads the current slot once.</summary>
    /// <returns>Null if the slot has its quote now; otherwise a sentence that says why not.</returns>
    public async Task<string?> TakeAsync(CancellationToken cancellationToken)
    {
        var slot = grid.SlotOf(clock.GetUtcNow());
        var hasQuote = await TryReadAsync(slot, cancellationToken);
        await storing.StartAsync(cancellationToken);
        var isStored = await DrainAsync(cancellationToken);
        await storing.StopAsync(cancellationToken);
        await alerts.RunOnceAsync(cancellationToken);
        await holderAlerts.RunOnceAsync(cancellationToken);
        return (hasQuote, isStored) switch
        {
            (true, true) => null,
            (true, false) =>
                $"The store did not accept the quote of the slot {slot.UtcDateTime:u} within {StoreLimit.TotalSeconds:F0} seconds: check "
                    + "that it is running. The lines above show its responses.",
            _ => $"No source returned a quote for the slot {slot.UtcDateTime:u}: {Reasons()}",
        };
    }

    private async Task<bool> TryReadAsync(DateTimeOffset slot, CancellationToken cancellationToken)
    {
        if (await reader.PrepareAsync(cancellationToken) is { } latest && latest.Slot == slot)
        {
            Log.HasQuote(logger, slot);
            return true;
        }

        var limit = grid.Interval < LongestReading ? grid.Interval : LongestReading;
        return await reader.ReadAsync(slot, limit, cancellationToken);
    }

    private async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        outbox.Complete();
        try
        {
            await storing.ExecuteTask!.WaitAsync(StoreLimit, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private string Reasons() => string.Join("; ", market.Sources.Select(source => $"{source.Name}: {source.Reason ?? "not called"}"));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The slot {Slot:u} already has its quote; nothing was changed.")]
        public static partial void HasQuote(ILogger logger, DateTimeOffset slot);
    }
}
