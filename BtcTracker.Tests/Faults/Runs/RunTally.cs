using System.Diagnostics.Metrics;
using BtcTracker.Ingest;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>What ingest counts while a run's processes live: the values of its own counters.</summary>
internal sealed class RunTally : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly HashSet<object> _scopes = [];
    private readonly SortedDictionary<string, long> _rejected = new(StringComparer.Ordinal);

    public RunTally()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == IngestMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    /// <summary>Readings refused, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejected => _rejected;

    /// <summary>Quotes given up.</summary>
    public long Lost { get; private set; }

    /// <summary>Counts what a process counts, which makes its meters by this factory.</summary>
    public void Follow(IMeterFactory meters) => _scopes.Add(meters);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Meter.Scope is not { } scope || !_scopes.Contains(scope))
        {
            return; // Another test's.
        }

        if (instrument.Name == "btctracker.ingest.quotes.lost")
        {
            Lost += value;
        }
        else if (instrument.Name == "btctracker.ingest.readings.rejected")
        {
            var reason = tags.ToArray().Single(tag => tag.Key == "reason").Value!.ToString()!;
            _rejected[reason] = _rejected.GetValueOrDefault(reason) + value;
        }
    }
}
