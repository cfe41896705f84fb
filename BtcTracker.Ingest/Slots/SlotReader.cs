using System.Diagnostics;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Slots;

/// <summary>Reads the market for one slot after the other, each measured by the newest quote before it, into the outbox.</summary>
/// <remarks>Used by one caller at a time; <see cref="Newest"/> and <see cref="IsReading"/> by any.</remarks>
public sealed partial class SlotReader(
    MarketReader market, Outbox outbox, StoreCalls store, IPriceReader reader, IngestMetrics metrics, TimeProvider clock, ILogger<SlotReader> logger)
{
    private volatile Quote? _newest;
    private volatile bool _isReading;

    /// <summary>The newest accepted quote, stored or not yet stored; null before the first.</summary>
    public Quote? Newest => _newest;

    /// <summary>Whether the sources are being asked for a slot.</summary>
    public bool IsReading => _isReading;

    /// <summary>Looks up the newest stored quote once; where the store does not answer, readings are measured by each other.</summary>
    public async Task<Quote?> FindNewestAsync(CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("find newest quote");
        try
        {
            _newest = await store.OnceAsync(token => reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), token), cancellationToken);
        }
        catch (PriceStoreException exception)
        {
            Log.NewestUnknown(logger, exception.Message);
        }

        return _newest;
    }

    /// <summary>Reads a slot, and tells the outbox what became of it.</summary>
    /// <returns>Whether there is a quote.</returns>
    public async Task<bool> ReadAsync(DateTimeOffset slot, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("slot");
        activity?.SetTag(IngestActivities.SlotTag, slot.ToString("u"));
        var reading = await ReadMarketAsync(slot, limit, cancellationToken);
        if (reading is null)
        {
            metrics.SlotsMissed(1, GapReason.NoSource);
            Log.Missed(logger, slot);
        }

        _newest = reading?.Quote ?? _newest;
        outbox.Add(new SlotOutcome(slot, Traced(reading?.Quote, activity), reading?.Body) { Trace = activity?.Context ?? default });
        return reading is not null;
    }

    private async Task<Reading?> ReadMarketAsync(DateTimeOffset slot, TimeSpan limit, CancellationToken cancellationToken)
    {
        _isReading = true;
        try
        {
            return await market.ReadAsync(slot, _newest, limit, cancellationToken);
        }
        finally
        {
            _isReading = false;
        }
    }

    /// <summary>A span that is not recorded leads readers nowhere.</summary>
    private static Quote? Traced(Quote? quote, Activity? slot) =>
        quote is not null && slot is { Recorded: true } ? quote with { TraceParent = slot.Id } : quote;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The newest quote is not known, so a jump or a late reading cannot be told yet: {Reason}")]
        public static partial void NewestUnknown(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No source gave a quote for the slot {Slot:u}.")]
        public static partial void Missed(ILogger logger, DateTimeOffset slot);
    }
}
