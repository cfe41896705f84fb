using System.Diagnostics;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Slots;

/// <summary>Reads the market slot by slot into the outbox, checking each reading against the latest quote.</summary>
/// <remarks>Not thread-safe, except for <see cref="Latest"/> and <see cref="IsReading"/>.</remarks>
public sealed partial class SlotReader(
    MarketReader market,
    Outbox outbox,
    StoreCalls store,
    IPriceReader reader,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<SlotReader> logger
)
{
    // A slot does not wait for a store that hangs: without its data, readings are checked against each other.
    private static readonly TimeSpan MeasureLimit = TimeSpan.FromMilliseconds(500);

    private volatile Quote? _latest;
    private volatile bool _isReading;
    private bool _askedForLatest;

    /// <summary>The latest accepted quote, stored or still queued; null before the first.</summary>
    public Quote? Latest => _latest;

    /// <summary>Whether a slot is being read.</summary>
    public bool IsReading => _isReading;

    /// <summary>
    /// Loads an earlier process's state once: the latest quote and the status of the sources. If the store does not respond, readings are
    /// checked against each other.
    /// </summary>
    /// <returns>The latest quote; null if there is none.</returns>
    public async Task<Quote?> PrepareAsync(CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("find latest quote");
        try
        {
            _latest = await store.OnceAsync(
                token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token),
                cancellationToken
            );
            _askedForLatest = true;
            if (await store.OnceAsync(reader.FindStatusAsync, cancellationToken) is { } status)
            {
                market.Restore(status);
            }
        }
        catch (PriceStoreException exception)
        {
            Log.LatestUnknown(logger, exception.Message);
        }

        return _latest;
    }

    /// <summary>Reads a slot and adds the outcome to the outbox.</summary>
    /// <returns>Whether there is a quote.</returns>
    public async Task<bool> ReadAsync(DateTimeOffset slot, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("slot");
        activity?.SetTag(IngestActivities.SlotTag, slot.ToString("u"));
        var (reading, reason) = await ReadMarketAsync(slot, limit, cancellationToken);
        if (reading is null)
        {
            metrics.SlotsMissed(1, reason);
            Log.Missed(logger, slot, reason);
        }
        else if (!reading.Quote.Confirmed)
        {
            Log.NotConfirmed(logger, slot, reading.Quote.Price, reading.Quote.Source);
        }

        _latest = reading?.Quote ?? _latest;
        outbox.Add(
            new SlotOutcome(slot, Traced(reading?.Quote, activity), reading?.Body) { Reason = reason, Trace = activity?.Context ?? default }
        );
        return reading is not null;
    }

    private async Task<SlotReading> ReadMarketAsync(DateTimeOffset slot, TimeSpan limit, CancellationToken cancellationToken)
    {
        _isReading = true;
        try
        {
            var started = clock.GetTimestamp();
            var measure = await FindMeasureAsync(cancellationToken);
            return await market.ReadAsync(slot, measure, limit - clock.GetElapsedTime(started), cancellationToken);
        }
        finally
        {
            _isReading = false;
        }
    }

    /// <summary>The reference: the latest quote, or if that cannot be used, the exchanges' latest stored hour.</summary>
    private async Task<Measure> FindMeasureAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var measure = Measure.Of(_latest, now);
        if (measure.Price is not null)
        {
            return measure;
        }

        try
        {
            return await store.OnceAsync(token => FindStoredMeasureAsync(now, token), cancellationToken, MeasureLimit);
        }
        catch (PriceStoreException exception)
        {
            Log.LatestUnknown(logger, exception.Message);
            return measure;
        }
    }

    private async Task<Measure> FindStoredMeasureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // If the store did not respond at the start.
        _latest ??= _askedForLatest ? null : await reader.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken);
        _askedForLatest = true;
        var measure = Measure.Of(_latest, now);
        return measure.Price is not null ? measure : measure with { Price = await FindLatestCloseAsync(now, cancellationToken) };
    }

    private async Task<decimal?> FindLatestCloseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        decimal? close = null;
        var range = new TimeRange(now - Measure.LongestCandleAge, now);
        await foreach (var candle in reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, range, cancellationToken))
        {
            close = candle is { Rank: >= CandleRank.Exchange, Doubtful: false } ? candle.Close : close;
        }

        return close;
    }

    /// <summary>A span that is not recorded is not worth a link.</summary>
    private static Quote? Traced(Quote? quote, Activity? slot) =>
        quote is not null && slot is { Recorded: true } ? quote with { TraceParent = slot.Id } : quote;

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The latest price could not be read from the store, so readings are checked against each other: {Reason}"
        )]
        public static partial void LatestUnknown(ILogger logger, string reason);

        [LoggerMessage(LineIds.NoQuote, LogLevel.Warning, "No source returned a quote for the slot {Slot:u} ({Reason}).")]
        public static partial void Missed(ILogger logger, DateTimeOffset slot, GapReason reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The quote of the slot {Slot:u}, {Price} from {Source}, is not confirmed: no other vendor responded, and no price "
                + "of the last days is known."
        )]
        public static partial void NotConfirmed(ILogger logger, DateTimeOffset slot, decimal price, string source);
    }
}
