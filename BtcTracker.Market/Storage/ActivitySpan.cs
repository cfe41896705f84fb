using System.Diagnostics;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace BtcTracker.Market.Storage;

/// <summary>A span of the AWS SDK as an activity; null if nothing listens.</summary>
internal sealed class ActivitySpan : TraceSpan
{
    private readonly Activity? _activity;

    public ActivitySpan(string name, Activity? activity) => (Name, _activity) = (name, activity);

    public override void EmitEvent(string name, Attributes? attributes = null) =>
        _activity?.AddEvent(new ActivityEvent(name, tags: Tags(attributes)));

    public override void SetAttribute(string key, object value) => _activity?.SetTag(key, value);

    public override void SetStatus(SpanStatus spanStatus) =>
        _activity?.SetStatus(
            spanStatus switch
            {
                SpanStatus.OK => ActivityStatusCode.Ok,
                SpanStatus.ERROR => ActivityStatusCode.Error,
                _ => ActivityStatusCode.Unset,
            }
        );

    public override void RecordException(Exception exception, Attributes? attributes = null) =>
        _activity?.AddException(exception, new TagList([.. Tags(attributes) ?? []]));

    public override void End() => _activity?.Stop();

    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }

    private static ActivityTagsCollection? Tags(Attributes? attributes) =>
        attributes is null ? null : [.. attributes.AllAttributes.Select(tag => KeyValuePair.Create<string, object?>(tag.Key, tag.Value))];
}
