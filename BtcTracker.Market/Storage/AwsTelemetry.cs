using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace BtcTracker.Market.Storage;

/// <summary>Lets the AWS SDK's spans and metrics appear under the names <c>AWSSDK.*</c>; by itself the SDK emits nothing.</summary>
internal static class AwsTelemetry
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        AWSConfigs.TelemetryProvider.RegisterTracerProvider(new ActivityTracerProvider());
        AWSConfigs.TelemetryProvider.RegisterMeterProvider(new AwsMetrics());
        return true;
    });

    /// <summary>Registers the bridge once a process, before the first client is made.</summary>
    public static void Register() => _ = Registered.Value;

    private sealed class ActivityTracerProvider : TracerProvider
    {
        private readonly ConcurrentDictionary<string, ActivityTracer> _tracers = new(StringComparer.Ordinal);

        public override Tracer GetTracer(string scope) => _tracers.GetOrAdd(scope, name => new ActivityTracer(name));
    }

    private sealed class ActivityTracer(string scope) : Tracer
    {
        private readonly ActivitySource _source = new(scope);

        public override TraceSpan CreateSpan(string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
        {
            var tags = initialAttributes?.AllAttributes.Select(tag => KeyValuePair.Create<string, object?>(tag.Key, tag.Value));
            return new ActivitySpan(name, _source.StartActivity(KindOf(spanKind), tags: tags, name: name));
        }

        private static ActivityKind KindOf(SpanKind kind) => kind == SpanKind.CLIENT ? ActivityKind.Client : ActivityKind.Internal;
    }
}
