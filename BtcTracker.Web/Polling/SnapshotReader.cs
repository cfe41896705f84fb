using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Polling;

/// <summary>The one reader of the store in this process, whatever the number of viewers: makes a snapshot of each new reading.</summary>
/// <remarks>
/// Each poll reads, in this order: the schedule and the latest quote; with a new quote the candles that it falls in, and the
/// quotes that viewers have not seen; the currency rates; then what <see cref="HistoryRefresher"/> finds, which is the last
/// import's time, the watermarks of <see cref="BackfillWatcher"/> with the candles before them, and the whole history when
/// <see cref="FullReloadSchedule"/> is due. <see cref="PollingSchedule"/> decides when the next poll is. Only a new quote gets a
/// span; other polls are not traced.
/// </remarks>
public sealed partial class SnapshotReader(IPriceReader store, CurrentSnapshot current, TimeProvider clock, ILogger<SnapshotReader> log)
    : BackgroundService
{
    private static readonly TimeSpan LongestUnchanged = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan WhileBackfillRuns = TimeSpan.FromSeconds(2);

    private readonly HistoryLoader _loader = new(store);
    private readonly UnseenQuotes _unseen = new(store);
    private readonly HistoryRefresher _refresher = new(store, clock);
    private int _emptyPolls;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            var wait = WaitFrom(clock.GetUtcNow());
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan WaitFrom(DateTimeOffset now)
    {
        var snapshot = current.Value;
        var waitsForIngest = snapshot.StoreDownSince is null && !snapshot.AwaitsCandles;
        var wait = PollingSchedule.NextDelay(now, waitsForIngest ? snapshot.AwaitedSlot : now, snapshot.Schedule?.Interval, _emptyPolls);
        var untilReload = _refresher.NextReload - now;
        wait = untilReload > TimeSpan.Zero && untilReload < wait ? untilReload : wait;
        return snapshot.Backfill is not null && wait > WhileBackfillRuns ? WhileBackfillRuns : wait;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadQuotesAsync(cancellationToken);
            await LookForRatesAsync(cancellationToken);
            await UpdateHistoryAsync(cancellationToken);
        }
        catch (PriceStoreException problem)
        {
            KeepServing(problem);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(log);
        }
    }

    private async Task ReadQuotesAsync(CancellationToken cancellationToken)
    {
        var (old, now) = (current.Value, clock.GetUtcNow());
        var schedule = await Telemetry.UntracedAsync(() => store.FindScheduleAsync(cancellationToken)) ?? old.Schedule;
        var latest = await Telemetry.UntracedAsync(() => store.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken));
        var snapshot = old with { ReadAt = now, Schedule = schedule, StoreDownSince = null };
        if (latest is null || latest.Slot <= old.Latest?.Slot)
        {
            PublishWithoutQuote(old, await WithAwaitedCandlesAsync(old, snapshot, cancellationToken));
            return;
        }

        _emptyPolls = 0;
        await PublishWithQuoteAsync(old, snapshot, latest, cancellationToken);
    }

    private async Task PublishWithQuoteAsync(MarketSnapshot old, MarketSnapshot snapshot, Quote latest, CancellationToken cancellationToken)
    {
        using var activity = SnapshotTrace.Start(latest);
        var now = snapshot.ReadAt;

        // At the start the days are read first: without them the all-time high would be one of the last days.
        var known = await _loader.ReadMissingDaysAsync(old.History, now, cancellationToken);
        snapshot = snapshot with { Latest = latest, Trace = activity?.Context ?? default };
        snapshot = snapshot with { History = await _loader.ReadTailAsync(known, now, cancellationToken) };
        Publish(snapshot, await _unseen.ReadAsync(old.Latest?.Slot, snapshot, cancellationToken));
        Log.Published(log, latest.Slot, latest.Price, latest.Source);
    }

    /// <summary>
    /// A quote may be read before its candles are stored; they are read again until ingest has published its next slot.
    /// </summary>
    private async Task<MarketSnapshot> WithAwaitedCandlesAsync(
        MarketSnapshot old,
        MarketSnapshot snapshot,
        CancellationToken cancellationToken
    ) =>
        old.AwaitsCandles
            ? snapshot with
            {
                History = await Telemetry.UntracedAsync(() => _loader.ReadTailAsync(old.History, snapshot.ReadAt, cancellationToken)),
            }
            : snapshot;

    /// <summary>
    /// An unchanged snapshot keeps its encoded bodies, except once a minute: the ranges move on even without a quote.
    /// </summary>
    private void PublishWithoutQuote(MarketSnapshot old, MarketSnapshot snapshot)
    {
        _emptyPolls = snapshot.AwaitedSlot > snapshot.ReadAt && !snapshot.AwaitsCandles ? 0 : _emptyPolls + 1;
        if (
            snapshot.Schedule != old.Schedule
            || !ReferenceEquals(snapshot.History, old.History)
            || old.StoreDownSince is not null
            || snapshot.ReadAt - old.ReadAt >= LongestUnchanged
        )
        {
            Publish(snapshot);
        }
    }

    private async Task LookForRatesAsync(CancellationToken cancellationToken)
    {
        var (rates, old) = (await Telemetry.UntracedAsync(() => store.FindRatesAsync(cancellationToken)), current.Value);
        if (rates?.AsOf != old.Rates?.AsOf)
        {
            Publish(old with { Rates = rates });
        }
    }

    private async Task UpdateHistoryAsync(CancellationToken cancellationToken)
    {
        var (old, now) = (current.Value, clock.GetUtcNow());
        var read = await Telemetry.UntracedAsync(() => _refresher.ReadAsync(old.History, cancellationToken));

        // Its list is another object at each reading.
        var hasMoved = read.HasMoved || read.Backfill?.UpdatedAt != old.Backfill?.UpdatedAt;
        if (hasMoved || (read.IsWhole && !old.IsComplete))
        {
            Publish(
                old with
                {
                    ReadAt = now,
                    History = read.History,
                    HistoryVersion = old.HistoryVersion + (hasMoved ? 1 : 0),
                    Backfill = read.Backfill,
                    IsComplete = old.IsComplete || read.IsWhole,
                }
            );
            Log.ReadHistory(log, read.History);
        }
    }

    private void KeepServing(PriceStoreException problem)
    {
        _emptyPolls++;
        if (current.Value.StoreDownSince is null)
        {
            Log.StoreDown(log, problem.Message);
            current.Publish(current.Value with { StoreDownSince = clock.GetUtcNow() });
        }
    }

    private void Publish(MarketSnapshot snapshot, NewQuotes? quotes = null)
    {
        if (current.Value.StoreDownSince is not null)
        {
            // More candles than the tail may have been missed.
            _refresher.ReloadNext();
            Log.StoreBack(log);
        }

        current.Publish(snapshot, quotes);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The page shows {Price} of {Source} for the slot {Slot:O}.")]
        public static partial void Published(ILogger logger, DateTimeOffset slot, decimal price, string source);

        [LoggerMessage(Level = LogLevel.Information, Message = "History holds {History}.")]
        public static partial void ReadHistory(ILogger logger, PriceHistory history);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The last snapshot is served on. {Problem}")]
        public static partial void StoreDown(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "The store answers again.")]
        public static partial void StoreBack(ILogger logger);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Stopped while reading the store.")]
        public static partial void Stopped(ILogger logger);
    }
}
