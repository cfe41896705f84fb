using System.Diagnostics;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Slots;

/// <summary>Stores what was read: the quotes and gaps, then the candles that they fall in, then the schedule that tells readers of it, then the status.</summary>
public sealed partial class StoreWorker(
    Outbox outbox, StoreCalls store, OwnCandles candles, QuoteProofs proofs, StatusTeller status, IPriceWriter writer, IPriceReader reader, SlotGrid grid, IOptions<IngestOptions> options, IngestMetrics metrics, TimeProvider clock, ILogger<StoreWorker> logger)
    : BackgroundService
{
    // How long the end of the process waits for what was read to be stored.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    // How often a replayed file and the real market have something new.
    private static readonly TimeSpan ReplayRhythm = TimeSpan.FromHours(1);
    private static readonly TimeSpan LiveRhythm = TimeSpan.FromMinutes(2);

    private int _inHand;
    private DateTimeOffset? _lastStored;
    private bool _hasBegun;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        outbox.Complete();
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(DrainLimit, clock, cancellationToken));
        await base.StopAsync(cancellationToken);
        if (outbox.QuoteCount + _inHand is > 0 and var lost)
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

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("prepare store");
        await store.UntilDoneAsync(writer.EnsureTableAsync, cancellationToken);
        await HealAsync(cancellationToken);
        await PutScheduleAsync(cancellationToken);
    }

    /// <summary>A process that was killed between a quote and its candles left them short: they are recomputed.</summary>
    private async Task HealAsync(CancellationToken cancellationToken)
    {
        var newest = await store.UntilDoneAsync(token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token), cancellationToken);
        if (newest is not null)
        {
            _lastStored = newest.Slot;
            candles.Changed(newest.Slot);
            await candles.RollUpAllAsync(cancellationToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        _inHand = outcomes.Count(outcome => outcome.Quote is not null);
        var lost = outbox.TakeLost();
        await NoteStillnessAsync([.. lost, .. outcomes], cancellationToken);
        foreach (var outcome in lost.Concat(outcomes))
        {
            await StoreAsync(outcome, cancellationToken);
        }

        using var activity = StartRollUp(outcomes);
        await candles.RollUpDueAsync(outcomes.Max(outcome => outcome.Slot), cancellationToken);
        await PutScheduleAsync(cancellationToken);
        await status.TellAsync(_lastStored, cancellationToken);
    }

    /// <summary>The slots between the newest stored quote and the first outcome of this run were read by nobody.</summary>
    private async Task NoteStillnessAsync(IEnumerable<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (!_hasBegun && _lastStored is { } newest
            && SlotOutcome.Unread(grid.NextSlot(newest), outcomes.Min(outcome => outcome.Slot), grid) is { } unread)
        {
            using var activity = IngestActivities.Source.StartActivity("note gap");
            metrics.SlotsMissed(unread.Count, unread.Reason);
            await NoteGapAsync(unread, cancellationToken);
        }

        _hasBegun = true;
    }

    private async Task StoreAsync(SlotOutcome outcome, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("store slot", ActivityKind.Internal, outcome.Trace);
        activity?.SetTag(IngestActivities.SlotTag, outcome.Slot.ToString("u"));
        if (outcome.Quote is not { } quote)
        {
            await NoteGapAsync(outcome, cancellationToken);
            return;
        }

        await candles.RollUpClosedAsync(quote.Slot, cancellationToken);
        var wasStored = await PutAsync(quote, cancellationToken);
        candles.Changed(quote.Slot);
        _lastStored = _lastStored > quote.Slot ? _lastStored : quote.Slot;
        _inHand--;
        await proofs.PutAsync(quote, outcome.Body, wasStored, cancellationToken);
    }

    private Task NoteGapAsync(SlotOutcome outcome, CancellationToken cancellationToken) =>
        store.UntilDoneAsync(token => writer.NoteGapAsync(outcome.ToGap(grid), token), cancellationToken);

    // Candles of several slots are in the last one's trace, and linked to the others.
    private static Activity? StartRollUp(IReadOnlyList<SlotOutcome> outcomes) => IngestActivities.Source.StartActivity(
        "roll up candles",
        ActivityKind.Internal,
        outcomes[^1].Trace,
        links: outcomes.SkipLast(1).Where(outcome => outcome.Trace != default).Select(outcome => new ActivityLink(outcome.Trace)));

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

    private Task PutScheduleAsync(CancellationToken cancellationToken)
    {
        var mode = options.Value.Mode;
        var rhythm = mode == MarketMode.Replay ? ReplayRhythm : mode == MarketMode.Live ? LiveRhythm : grid.Interval;
        var staleAfter = 3 * (rhythm > grid.Interval ? rhythm : grid.Interval);

        // Where this worker does not run, nothing reads ticks either.
        var ticks = ExecuteTask is null ? TimeSpan.Zero : options.Value.TimeBetweenTicks;
        return store.UntilDoneAsync(
            token => writer.PutScheduleAsync(
                new IngestSchedule(mode, grid.Interval, grid.NextSlot(clock.GetUtcNow()), staleAfter) { TickPeriod = ticks }, token),
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Stored the slot {Slot:u}: {Price} from {Source} as of {AsOf:u}.")]
        public static partial void Stored(ILogger logger, DateTimeOffset slot, decimal price, string source, DateTimeOffset asOf);

        [LoggerMessage(Level = LogLevel.Information, Message = "The slot {Slot:u} has a quote already; it stays as it is.")]
        public static partial void Taken(ILogger logger, DateTimeOffset slot);

        [LoggerMessage(Level = LogLevel.Error, Message = "Ingest ends with {Count} readings that the store did not take.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
