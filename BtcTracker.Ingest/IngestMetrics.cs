using System.Diagnostics.Metrics;
using BtcTracker.Ingest.Alerts;
using BtcTracker.Ingest.Ticks;
using BtcTracker.Market;

namespace BtcTracker.Ingest;

/// <summary>Ingest's metrics, as named events. Meter: <c>BtcTracker.Ingest</c>.</summary>
public sealed class IngestMetrics
{
    /// <summary>The name of the meter and the activity source.</summary>
    public const string Name = "BtcTracker.Ingest";

    private readonly Meter _meter;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _storeFailures;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _candles;
    private readonly Counter<long> _ticks;
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _pushes;
    private readonly Histogram<double> _lag;

    /// <summary>Makes the instruments.</summary>
    public IngestMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _stored = _meter.CreateCounter<long>("btctracker.ingest.quotes.stored", "{quote}", "Quotes stored, by source.");
        _rejected = _meter.CreateCounter<long>(
            "btctracker.ingest.readings.rejected",
            "{reading}",
            "Rejected readings and candles, by source and reason."
        );
        _calls = _meter.CreateCounter<long>(
            "btctracker.ingest.source.calls",
            "{call}",
            "Calls of quote sources, by source and outcome: Answered, or the failure's kind."
        );
        _missed = _meter.CreateCounter<long>(
            "btctracker.ingest.slots.missed",
            "{slot}",
            "Slots without a quote, by reason: NoSource, NotRunning or NotStored."
        );
        _storeFailures = _meter.CreateCounter<long>(
            "btctracker.ingest.store.failures",
            "{failure}",
            "Failed attempts to write to the store."
        );
        _lost = _meter.CreateCounter<long>(
            "btctracker.ingest.quotes.lost",
            "{quote}",
            "Quotes dropped because the queue was full or the process ended."
        );
        _candles = _meter.CreateCounter<long>(
            "btctracker.ingest.candles.backfilled",
            "{candle}",
            "Candles stored by backfill, by interval."
        );
        _ticks = _meter.CreateCounter<long>(
            "btctracker.ingest.ticks",
            "{tick}",
            "Live ticks, by outcome: Stored, Unchanged, NoPrice or NotStored."
        );
        _alerts = _meter.CreateCounter<long>(
            "btctracker.ingest.alerts",
            "{message}",
            "Messages of alerts and attempts to send them, by outcome: Raised, Sent, Failed or GivenUp."
        );
        _pushes = _meter.CreateCounter<long>(
            "btctracker.ingest.pushes",
            "{message}",
            "Messages of holders' alerts and tries to send them, by outcome: Raised, Sent, Failed or GivenUp."
        );
        _lag = _meter.CreateHistogram<double>("btctracker.ingest.slot.lag", "s", "From a slot's time until its quote is stored.");
    }

    /// <summary>A quote was stored.</summary>
    public void QuoteStored(string source, TimeSpan lag)
    {
        _stored.Add(1, Tag("source", source));
        _lag.Record(lag.TotalSeconds);
    }

    /// <summary>A reading was not accepted.</summary>
    public void ReadingRejected(string source, string reason) => _rejected.Add(1, Tag("source", source), Tag("reason", reason));

    /// <summary>A source was called.</summary>
    public void SourceCalled(string source, string outcome) => _calls.Add(1, Tag("source", source), Tag("outcome", outcome));

    /// <summary>Slots have no quote.</summary>
    public void SlotsMissed(long count, GapReason reason) => _missed.Add(count, Tag("reason", reason.ToString()));

    /// <summary>An attempt to write failed.</summary>
    public void StoreFailed() => _storeFailures.Add(1);

    /// <summary>Quotes that were read were dropped.</summary>
    public void QuotesLost(long count) => _lost.Add(count);

    /// <summary>Backfill stored candles.</summary>
    public void CandlesBackfilled(Interval interval, long count) => _candles.Add(count, Tag("interval", interval.Code));

    /// <summary>A live tick was read, or could not be.</summary>
    public void Ticked(TickOutcome outcome) => _ticks.Add(1, Tag("outcome", outcome.ToString()));

    /// <summary>An alert's message was stored, sent or dropped, or an attempt failed.</summary>
    public void Alerted(AlertOutcome outcome) => _alerts.Add(1, Tag("outcome", outcome.ToString()));

    /// <summary>The message of a holder's alert was stored, sent or dropped, or an attempt failed.</summary>
    public void Pushed(AlertOutcome outcome) => _pushes.Add(1, Tag("outcome", outcome.ToString()));

    /// <summary>Observes the number of readings waiting for the store.</summary>
    public void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableGauge("btctracker.ingest.queue.length", length, "{quote}", "Readings waiting for the store.");

    /// <summary>Observes CoinMarketCap's remaining credits, once they are known.</summary>
    public void ObserveCredits(Func<SourceCredits?> credits) =>
        _meter.CreateObservableGauge(
            "btctracker.ingest.credits.left",
            () => credits() is { } known ? [new Measurement<long>(known.LeftMonthly)] : Array.Empty<Measurement<long>>(),
            "{credit}",
            "Credits of CoinMarketCap's plan left this month."
        );

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
