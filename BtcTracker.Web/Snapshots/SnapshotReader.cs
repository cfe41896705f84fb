using System.Collections.Immutable;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Snapshots;

/// <summary>The one reader of the store in this process, whatever the number of viewers: makes a snapshot of each new reading.</summary>
public sealed partial class SnapshotReader(IPriceReader store, CurrentSnapshot current, TimeProvider clock, ILogger<SnapshotReader> log) : BackgroundService
{
    private static readonly TimeSpan FirstHistoryWait = TimeSpan.FromSeconds(5);

    private readonly HistoryLoader _loader = new(store);
    private int _vainLooks;
    private TimeSpan _historyWait = FirstHistoryWait;
    private DateTimeOffset _nextWholeReading = DateTimeOffset.MinValue;

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
        var wait = LookPace.Wait(now, snapshot.StoreDownSince is null ? snapshot.NextQuoteAt : now, snapshot.Schedule?.Interval, _vainLooks);
        var untilWhole = _nextWholeReading - now;
        return untilWhole > TimeSpan.Zero && untilWhole < wait ? untilWhole : wait;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadQuotesAsync(cancellationToken);
            await ReadWholeHistoryWhenDueAsync(cancellationToken);
        }
        catch (PriceStoreException problem)
        {
            _vainLooks++;
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
        var schedule = await store.FindScheduleAsync(cancellationToken) ?? old.Schedule;
        var latest = await store.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken);
        var isNew = latest is not null && (old.Latest is null || latest.Slot > old.Latest.Slot);
        if (!isNew)
        {
            _vainLooks++;
            RefreshWithoutQuote(old, schedule, now);
            return;
        }

        _vainLooks = 0;
        var history = await _loader.ReadTailAsync(old.History, now, cancellationToken);
        var quotes = await ReadUnseenAsync(old, schedule, latest!, cancellationToken);
        Publish(new MarketSnapshot { ReadAt = now, Latest = latest, Schedule = schedule, History = history, Frames = FramesWith(old.Frames, quotes, schedule, history) });
        Log.Published(log, latest!.Slot, latest.Price, latest.Source);
    }

    /// <summary>An unchanged snapshot keeps its encoded bodies, but for once a minute: while no quote comes, the ranges still move on.</summary>
    private void RefreshWithoutQuote(MarketSnapshot old, IngestSchedule? schedule, DateTimeOffset now)
    {
        if (schedule != old.Schedule || old.StoreDownSince is not null || now - old.ReadAt >= TimeSpan.FromMinutes(1))
        {
            Publish(new MarketSnapshot { ReadAt = now, Latest = old.Latest, Schedule = schedule, History = old.History, Frames = old.Frames });
        }
    }

    /// <summary>The quotes that viewers have not seen, oldest first: at the start those of the last day, after an outage those in between.</summary>
    private async Task<IReadOnlyList<Quote>> ReadUnseenAsync(MarketSnapshot old, IngestSchedule? schedule, Quote latest, CancellationToken cancellationToken)
    {
        if (old.Latest is { } last && !LookPace.LeavesGap(schedule, last.Slot, latest.Slot))
        {
            return [latest];
        }

        var remembered = (schedule?.Interval ?? TimeSpan.FromMinutes(5)) * QuoteFrame.Remembered;
        var from = latest.Slot - (remembered < TimeSpan.FromDays(1) ? remembered : TimeSpan.FromDays(1));
        var after = old.Latest is { } seen && seen.Slot >= from ? seen.Slot.AddTicks(1) : from;
        return await store.ReadQuotesAsync(Symbol.BtcUsd, new TimeRange(after, latest.Slot.AddTicks(1)), cancellationToken).ToListAsync(cancellationToken);
    }

    private static ImmutableArray<QuoteFrame> FramesWith(ImmutableArray<QuoteFrame> frames, IReadOnlyList<Quote> quotes, IngestSchedule? schedule, PriceHistory history)
    {
        var times = new MarketSnapshot { ReadAt = default, Schedule = schedule };
        var added = frames.AddRange(quotes.Select(quote => QuoteFrame.Of(QuoteBody.Of(quote, times.StaleAt(quote), history))));
        return added.Length > QuoteFrame.Remembered ? added.RemoveRange(0, added.Length - QuoteFrame.Remembered) : added;
    }

    private async Task ReadWholeHistoryWhenDueAsync(CancellationToken cancellationToken)
    {
        var (old, now, started) = (current.Value, clock.GetUtcNow(), clock.GetTimestamp());
        if (now < _nextWholeReading)
        {
            return;
        }

        var history = await _loader.ReadWholeAsync(old.History, now, cancellationToken);
        var changed = !ReferenceEquals(history, old.History);
        _historyWait = LookPace.HistoryWait(changed, _historyWait, clock.GetElapsedTime(started));
        _nextWholeReading = clock.GetUtcNow() + _historyWait;
        if (changed)
        {
            Publish(new MarketSnapshot { ReadAt = now, Latest = old.Latest, Schedule = old.Schedule, History = history, Frames = old.Frames });
            Log.ReadHistory(log, history);
        }
    }

    private void KeepServing(PriceStoreException problem)
    {
        var old = current.Value;
        if (old.StoreDownSince is not null)
        {
            return;
        }

        Log.StoreDown(log, problem.Message);
        current.Publish(new MarketSnapshot
        {
            ReadAt = old.ReadAt,
            Latest = old.Latest,
            Schedule = old.Schedule,
            History = old.History,
            Frames = old.Frames,
            StoreDownSince = clock.GetUtcNow(),
        });
    }

    private void Publish(MarketSnapshot snapshot)
    {
        if (current.Value.StoreDownSince is not null)
        {
            Log.StoreBack(log);
        }

        current.Publish(snapshot);
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
