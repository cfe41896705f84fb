namespace BtcTracker.Tests.Infrastructure;

/// <summary>A span as a service sent it. Ids are lower-case hexadecimal.</summary>
internal sealed record OtlpSpan(
    string Service,
    string Source,
    string TraceId,
    string SpanId,
    string ParentId,
    string Name,
    OtlpSpanKind Kind
)
{
    private const ulong Error = 2;

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyList<(string TraceId, string SpanId)> Links { get; init; }

    public required bool IsError { get; init; }

    public bool IsRoot => ParentId.Length == 0;

    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<OtlpSpan> Decode(ReadOnlyMemory<byte> request) =>
        from resource in ProtobufField.Read(request)
        let service = OtlpFields.ServiceOf(resource)
        from scope in resource.All(2)
        let source = scope.Find(1).Find(1).Text
        from span in scope.All(2)
        select new OtlpSpan(
            service,
            source,
            span.Find(1).Hex,
            span.Find(2).Hex,
            span.Find(4).Hex,
            span.Find(5).Text,
            (OtlpSpanKind)span.Find(6).Value
        )
        {
            Tags = OtlpFields.TextsOf(span.All(9)),
            IsError = span.Find(15).Find(3).Value == Error,
            Links = [.. span.All(13).Select(link => (link.Find(1).Hex, link.Find(2).Hex))],
        };
}

/// <summary>The kinds of spans, by their numbers in OTLP.</summary>
internal enum OtlpSpanKind
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}
