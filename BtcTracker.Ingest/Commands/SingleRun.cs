using BtcTracker.Ingest.Alerts;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands;

/// <summary>One reading for the slot of now, for platforms that start ingest by a schedule: <c>--once</c>.</summary>
/// <remarks>
/// The store's worker does with it what it does with every outcome: gaps since the latest quote, candles, schedule, status.
/// Backfill is not run: it takes minutes where much is missing, and a scheduled task should be short.
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
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--once";

    // As long as a slot of the worker's may take; a slot of seconds takes less.
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(1);

    /// <summary>How long the store may take in all: a few tries.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(20);

    /// <summary>Takes it.</summary>
    /// <returns>Null where the slot has its quote now; else a sentence that says why not.</returns>
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
                $"The store did not take the quote of the slot {slot.UtcDateTime:u} within {StoreLimit.TotalSeconds:F0} seconds: look "
                    + "whether it runs. The lines above say what it answered.",
            _ => $"No source gave a quote for the slot {slot.UtcDateTime:u}: {Reasons()}",
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

    private string Reasons() => string.Join("; ", market.Sources.Select(source => $"{source.Name}: {source.Reason ?? "not asked"}"));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The slot {Slot:u} has its quote already; nothing is changed.")]
        public static partial void HasQuote(ILogger logger, DateTimeOffset slot);
    }
}
