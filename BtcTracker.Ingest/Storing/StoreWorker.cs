using System.Diagnostics;
using BtcTracker.Ingest.Alerts;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Storing;

/// <summary>
/// Stores what was read, in this order: quotes and gaps, their candles, the schedule that readers poll by, the status, the alerts.
/// </summary>
public sealed partial class StoreWorker(
    Outbox outbox,
    StoreCalls store,
    SlotStorage slots,
    OwnCandles candles,
    IngestAnnouncer announcer,
    AlertWatcher alerts,
    HolderAlertWatcher holderAlerts,
    IPriceWriter writer,
    IPriceReader reader,
    SlotGrid grid,
    IOptions<IngestOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<StoreWorker> logger
) : BackgroundService
{
    // If no quote is queued, a store that is down must not delay the shutdown: the rest is repeated after the next start.
    private static readonly TimeSpan ShortDrain = TimeSpan.FromSeconds(3);

    private int _inFlight;
    private DateTimeOffset? _lastStored;
    private bool _started;

    private int Waiting => outbox.QuoteCount + _inFlight;

    /// <inheritdoc />
    /// <remarks>Drains the queue for at most <see cref="IngestOptions.DrainTime"/>.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        outbox.Complete();
        var all = options.Value.DrainTime;
        var first = all < ShortDrain ? all : ShortDrain;
        await WaitForEndAsync(first, cancellationToken);
        if (Waiting > 0)
        {
            await WaitForEndAsync(all - first, cancellationToken);
        }

        await base.StopAsync(cancellationToken);
        if (Waiting is > 0 and var lost)
        {
            metrics.QuotesLost(lost);
            Log.Lost(logger, lost);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PrepareAsync(stoppingToken);
        while (await outbox.TakeAsync(stoppingToken) is { Count: > 0 } outcomes)
        {
            await StoreAsync(outcomes, stoppingToken);
        }

        using var activity = IngestActivities.Source.StartActivity("roll up candles");
        await candles.RollUpAllAsync(stoppingToken);
    }

    private async Task WaitForEndAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(limit, clock, cancellationToken));

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("prepare store");
        await store.UntilDoneAsync(writer.EnsureTableAsync, cancellationToken);
        await RepairCandlesAsync(cancellationToken);
        await announcer.PublishScheduleAsync(cancellationToken);
    }

    /// <summary>Recomputes candles that may be incomplete because a process was killed between a quote and its candles.</summary>
    private async Task RepairCandlesAsync(CancellationToken cancellationToken)
    {
        var latest = await store.UntilDoneAsync(
            token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token),
            cancellationToken
        );
        if (latest is not null)
        {
            _lastStored = latest.Slot;
            candles.Changed(latest.Slot);
            await candles.RollUpAllAsync(cancellationToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        _inFlight = outcomes.Count(outcome => outcome.Quote is not null);
        var lost = outbox.TakeLost();
        var unread = await RecordDowntimeGapAsync([.. lost, .. outcomes], cancellationToken);
        foreach (var outcome in lost.Concat(outcomes))
        {
            await StoreAsync(outcome, cancellationToken);
        }

        using var activity = StartRollUp(outcomes);
        await candles.RollUpDueAsync(outcomes.Max(outcome => outcome.Slot), cancellationToken);
        await announcer.PublishScheduleAsync(cancellationToken);
        await announcer.PublishStatusAsync(_lastStored, cancellationToken);
        holderAlerts.Add(lost.Concat(outcomes));
        await alerts.EvaluateAsync([.. unread, .. lost, .. outcomes], cancellationToken);
    }

    /// <summary>Records the slots between the latest stored quote and the first outcome of this run as a gap.</summary>
    private async Task<IEnumerable<SlotOutcome>> RecordDowntimeGapAsync(
        IEnumerable<SlotOutcome> outcomes,
        CancellationToken cancellationToken
    )
    {
        IEnumerable<SlotOutcome> gap = [];
        if (
            !_started
            && _lastStored is { } latest
            && SlotOutcome.Unread(grid.NextSlot(latest), outcomes.Min(outcome => outcome.Slot), grid) is { } unread
        )
        {
            using var activity = IngestActivities.Source.StartActivity("note gap");
            metrics.SlotsMissed(unread.Count, unread.Reason);
            await slots.StoreGapAsync(unread, cancellationToken);
            gap = [unread];
        }

        _started = true;
        return gap;
    }

    private async Task StoreAsync(SlotOutcome outcome, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("store slot", ActivityKind.Internal, outcome.Trace);
        activity?.SetTag(IngestActivities.SlotTag, outcome.Slot.ToString("u"));
        if (outcome.Quote is not { } quote)
        {
            await slots.StoreGapAsync(outcome, cancellationToken);
            return;
        }

        await slots.StoreAsync(quote, outcome.Body, cancellationToken);
        _lastStored = _lastStored > quote.Slot ? _lastStored : quote.Slot;
        _inFlight--;
    }

    // The candles of several slots are in the trace of the last slot, with links to the others.
    private static Activity? StartRollUp(IReadOnlyList<SlotOutcome> outcomes) =>
        IngestActivities.Source.StartActivity(
            "roll up candles",
            ActivityKind.Internal,
            outcomes[^1].Trace,
            links: outcomes.SkipLast(1).Where(outcome => outcome.Trace != default).Select(outcome => new ActivityLink(outcome.Trace))
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Ingest stopped with {Count} readings that the store did not accept.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
