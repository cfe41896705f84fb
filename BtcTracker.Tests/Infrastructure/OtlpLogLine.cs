namespace BtcTracker.Tests.Infrastructure;

/// <summary>A log record as a service sent it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Text">The whole message.</param>
/// <param name="TraceId">Its trace; empty where it was written outside of any.</param>
/// <param name="SpanId">Its span.</param>
internal sealed record OtlpLogLine(string Service, string Text, string TraceId, string SpanId)
{
    /// <summary>The records of an <c>ExportLogsServiceRequest</c>.</summary>
    public static IEnumerable<OtlpLogLine> Decode(ReadOnlyMemory<byte> request) =>
        from resource in ProtobufField.Read(request)
        let service = OtlpFields.ServiceOf(resource)
        from scope in resource.All(2)
        from record in scope.All(2)
        select new OtlpLogLine(service, record.Find(5).Find(1).Text, record.Find(9).Hex, record.Find(10).Hex);
}
