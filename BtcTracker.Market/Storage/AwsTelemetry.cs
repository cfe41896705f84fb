using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace BtcTracker.Market.Storage;

/// <summary>Publishes the AWS SDK's spans and metrics as <c>AWSSDK.*</c>; by default the SDK emits nothing.</summary>
internal static class AwsTelemetry
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        AWSConfigs.TelemetryProvider.RegisterTracerProvider(new ActivityTracerProvider());
        AWSConfigs.TelemetryProvider.RegisterMeterProvider(new AwsMetrics());
        return true;
    });

    /// <summary>Registers the bridge once per process, before the first client is created.</summary>
    public static void Register() => _ = Registered.Value;

    private sealed class ActivityTracerProvider : TracerProvider
    {
        private readonly ConcurrentDictionary<string, ActivityTracer> _tracers = new(StringComparer.Ordinal);

        public override Tracer GetTracer(string scope) => _tracers.GetOrAdd(scope, name => new ActivityTracer(name));
    }

    private sealed class ActivityTracer(string scope) : Tracer
    {
        private readonly ActivitySource _source = new(scope);

        /// <summary>
        /// Only the call itself becomes a span: the SDK's internal steps would triple their number without adding information.
        /// </summary>
        public override TraceSpan CreateSpan(
            string name,
            Attributes? initialAttributes = null,
            SpanKind spanKind = SpanKind.INTERNAL,
            SpanContext? parentContext = null
        ) => new ActivitySpan(name, spanKind == SpanKind.CLIENT ? Start(name, initialAttributes) : null);

        protected override void Dispose(bool disposing)
        {
            _source.Dispose();
            base.Dispose(disposing);
        }

        private Activity? Start(string name, Attributes? attributes) =>
            _source.StartActivity(
                ActivityKind.Client,
                tags: attributes?.AllAttributes.Select(tag => KeyValuePair.Create<string, object?>(tag.Key, tag.Value)),
                name: name
            );
    }
}
