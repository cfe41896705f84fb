using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amazon.Runtime.Telemetry;
using AwsMeter = Amazon.Runtime.Telemetry.Metrics.Meter;
using AwsMeterProvider = Amazon.Runtime.Telemetry.Metrics.MeterProvider;

namespace BtcTracker.Market.Storage;

/// <summary>Publishes the AWS SDK's metrics, such as the duration and errors of calls, as meters <c>AWSSDK.*</c>.</summary>
/// <remarks>
/// The SDK requests its meter with every call, and .NET keeps every meter and its instruments until they are disposed. Meters are therefore
/// cached by name; otherwise memory and the cost of listening would grow with every call. A meter caches its instruments by name.
/// </remarks>
internal sealed class AwsMetrics : AwsMeterProvider
{
    private readonly ConcurrentDictionary<string, BridgedMeter> _meters = new(StringComparer.Ordinal);

    public override AwsMeter GetMeter(string scope, Attributes? attributes = null) =>
        _meters.GetOrAdd(scope, static name => new BridgedMeter(name));

    private static TagList Tags(Attributes? attributes) =>
        attributes is null
            ? default
            : new TagList([.. attributes.AllAttributes.Select(tag => KeyValuePair.Create<string, object?>(tag.Key, tag.Value))]);

    private sealed class BridgedMeter(string scope) : AwsMeter
    {
        private readonly Meter _meter = new(scope);

        public override Amazon.Runtime.Telemetry.Metrics.UpDownCounter<T> CreateUpDownCounter<T>(
            string name,
            string? units = null,
            string? description = null
        )
            where T : struct
        {
            var (unit, text) = AwsInstruments.Describe(name, units, description);
            return new BridgedUpDownCounter<T>(_meter.CreateUpDownCounter<T>(name, unit, text));
        }

        public override Amazon.Runtime.Telemetry.Metrics.MonotonicCounter<T> CreateMonotonicCounter<T>(
            string name,
            string? units = null,
            string? description = null
        )
            where T : struct
        {
            var (unit, text) = AwsInstruments.Describe(name, units, description);
            return new BridgedCounter<T>(_meter.CreateCounter<T>(name, unit, text));
        }

        public override Amazon.Runtime.Telemetry.Metrics.Histogram<T> CreateHistogram<T>(
            string name,
            string? units = null,
            string? description = null
        )
            where T : struct
        {
            var (unit, text) = AwsInstruments.Describe(name, units, description);
            return new BridgedHistogram<T>(_meter.CreateHistogram<T>(name, unit, text));
        }

        protected override void Dispose(bool disposing)
        {
            _meter.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class BridgedUpDownCounter<T>(UpDownCounter<T> counter) : Amazon.Runtime.Telemetry.Metrics.UpDownCounter<T>
        where T : struct
    {
        public override void Add(T value, Attributes? attributes = null) => counter.Add(value, Tags(attributes));
    }

    private sealed class BridgedCounter<T>(Counter<T> counter) : Amazon.Runtime.Telemetry.Metrics.MonotonicCounter<T>
        where T : struct
    {
        public override void Add(T value, Attributes? attributes = null) => counter.Add(value, Tags(attributes));
    }

    private sealed class BridgedHistogram<T>(Histogram<T> histogram) : Amazon.Runtime.Telemetry.Metrics.Histogram<T>
        where T : struct
    {
        public override void Record(T value, Attributes? attributes = null) => histogram.Record(value, Tags(attributes));
    }
}
