namespace BtcTracker.Tests.Infrastructure;

/// <summary>What OTLP's messages share.</summary>
internal static class OtlpFields
{
    /// <summary>The name of the service that a <c>ResourceSpans</c> or <c>ResourceLogs</c> is of.</summary>
    public static string ServiceOf(ProtobufField resource) => TextsOf(resource.Find(1).All(1)).GetValueOrDefault("service.name", "");

    /// <summary>Attributes that are texts; the others as empty texts.</summary>
    public static Dictionary<string, string> TextsOf(IEnumerable<ProtobufField> attributes) =>
        attributes.GroupBy(attribute => attribute.Find(1).Text).ToDictionary(same => same.Key, same => same.Last().Find(2).Find(1).Text);
}
