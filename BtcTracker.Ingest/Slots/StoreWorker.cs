using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Slots;

/// <summary>Stores what was read: the quotes, then the candles that they fall in, then the schedule that tells readers of it.</summary>
public sealed partial class StoreWorker(
    Outbox outbox, StoreCalls store, OwnCandles candles, QuoteProofs proofs, IPriceWriter writer, IPriceReader reader, SlotGrid grid, IOptions<IngestOptions> options, IngestMetrics metrics, TimeProvider clock, ILogger<StoreWorker> logger)
    : BackgroundService
{
    // How long the end of the process waits for what was read to be stored.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    // How often a replayed file and the real market have something new.
    private static readonly TimeSpan ReplayRhythm = TimeSpan.FromHours(1);
    private static readonly TimeSpan LiveRhythm = TimeSpan.FromMinutes(2);

    private int _inHand;

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
        await store.UntilDoneAsync(writer.EnsureTableAsync, stoppingToken);
        await HealAsync(stoppingToken);
        await PutScheduleAsync(stoppingToken);
        while (await outbox.TakeAsync(stoppingToken) is { Count: > 0 } outcomes)
        {
            await StoreAsync(outcomes, stoppingToken);
        }

        await candles.RollUpAllAsync(stoppingToken);
    }

    /// <summary>A process that was killed between a quote and its candles left them short: they are recomputed.</summary>
    private async Task HealAsync(CancellationToken cancellationToken)
    {
        var newest = await store.UntilDoneAsync(token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token), cancellationToken);
        if (newest is not null)
        {
            candles.Changed(newest.Slot);
            await candles.RollUpAllAsync(cancellationToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        _inHand = outcomes.Count(outcome => outcome.Quote is not null);
        foreach (var outcome in outcomes.Where(outcome => outcome.Quote is not null))
        {
            var quote = outcome.Quote!;
            await candles.RollUpClosedAsync(quote.Slot, cancellationToken);
            var wasStored = await PutAsync(quote, cancellationToken);
            candles.Changed(quote.Slot);
            _inHand--;
            await proofs.PutAsync(quote, outcome.Body, wasStored, cancellationToken);
        }

        await candles.RollUpDueAsync(outcomes.Max(outcome => outcome.Slot), cancellationToken);
        await PutScheduleAsync(cancellationToken);
    }

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
        return store.UntilDoneAsync(
            token => writer.PutScheduleAsync(new IngestSchedule(mode, grid.Interval, grid.NextSlot(clock.GetUtcNow()), staleAfter), token),
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
