using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>One price can be followed by its trace through real processes, and nothing else fills the list of traces.</summary>
[Trait("Level", "App")]
[Collection(TracedApplication.Name)]
public sealed class PriceTraceTests(TracedApplication application)
{
    private const string Snapshot = "snapshot";

    private OtlpReceiver Receiver => application.Receiver;

    [Fact]
    public void One_trace_goes_from_the_slot_through_market_and_store_to_the_candle_and_the_webs_snapshot_links_to_it()
    {
        var trace = application.WholeTrace()!;
        var slot = Assert.Single(trace, span => span.IsRoot);
        Assert.Equal((ResourceNames.Ingest, "slot"), (slot.Service, slot.Name));

        var served = Assert.Single(trace, span => span is { Service: ResourceNames.MarketSim, Kind: OtlpSpanKind.Server });
        Assert.Equal("/public-api/v3/cryptocurrency/quotes/latest", served.Tags["http.route"]);
        Assert.Equal(["read demo:coinmarketcap-keyless", "read slot", "slot"], Ancestors(served, trace).TakeLast(3));
        Assert.Contains(trace, span => span.Name == "DynamoDB.PutItem" && Ancestors(span, trace).Contains("store slot"));
        Assert.Contains(trace, span => span.Name == "DynamoDB.PutItem" && Ancestors(span, trace).Contains("roll up candles"));

        var snapshot = Receiver.Spans.First(span => span.Name == Snapshot && span.Links.Contains((slot.TraceId, slot.SpanId)));
        Assert.Equal(ResourceNames.Web, snapshot.Service);
        Assert.Equal(slot.Tags["btctracker.slot"], snapshot.Tags["btctracker.slot"]);
    }

    [Theory]
    [InlineData("GET /")]
    [InlineData("GET /embed")]
    [InlineData("GET /api/v1/quotes/latest")]
    public void A_request_links_to_the_snapshot_that_it_shows(string name)
    {
        var snapshots = Receiver.Spans.Where(span => span.Name == Snapshot).Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        var requests = Receiver
            .Spans.Where(span => span is { Service: ResourceNames.Web, Kind: OtlpSpanKind.Server } && span.Name == name)
            .ToList();

        Assert.NotEmpty(requests);
        // More than one where a new snapshot came while the page was drawn.
        Assert.All(requests, request => Assert.NotEmpty(request.Links));
        Assert.All(requests.SelectMany(request => request.Links), link => Assert.Contains(link, snapshots));
    }

    [Fact]
    public async Task Ticks_make_no_traces()
    {
        await Eventually.IsTrueAsync(
            () => Receiver.Received("/v1/metrics").Contains("btctracker.ingest.ticks", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        // A slot may have asked for it too, where the first source was slow.
        var asked = Receiver.Spans.Where(span => span.Tags.GetValueOrDefault("http.route") == "/products/{product}/ticker").ToList();
        await Eventually.IsTrueAsync(
            () => asked.TrueForAll(ticker => Receiver.Spans.Exists(span => span.SpanId == ticker.ParentId)),
            TestContext.Current.CancellationToken,
            () => $"The ticker was asked {asked.Count} times."
        );
    }

    [Fact]
    public void Neither_polling_nor_health_checks_make_traces()
    {
        var roots = Receiver.Spans.Where(span => span.IsRoot).ToList();

        // Every root is a piece of work of ingest, a new snapshot, the key that the web makes at its first start, or a request.
        Assert.All(
            roots,
            root =>
                Assert.True(
                    root
                        is { Service: ResourceNames.Ingest, Source: "BtcTracker.Ingest" }
                            or { Service: ResourceNames.Web, Source: "BtcTracker.Web" }
                            or { Kind: OtlpSpanKind.Server },
                    root.ToString()
                )
        );
        var snapshots = Receiver.Spans.Where(span => span.Name == Snapshot).ToList();
        Assert.Equal(snapshots.Count, snapshots.Select(span => span.Tags["btctracker.slot"]).Distinct().Count());
        Assert.DoesNotContain(Receiver.Spans, span => span.Tags.GetValueOrDefault("url.path") is "/health" or "/alive");
    }

    [Fact]
    public void Every_request_is_named_by_its_route()
    {
        var requests = Receiver.Spans.Where(span => span.Kind == OtlpSpanKind.Server).ToList();

        Assert.All(requests, request => Assert.Equal(request.Name, $"{request.Tags["http.request.method"]} {request.Tags["http.route"]}"));
        Assert.Superset(
            new HashSet<string>
            {
                "GET /",
                "GET /embed",
                "GET /notices",
                "GET favicon.svg",
                "GET /api/v1/quotes/latest",
                "GET /openapi/v1.json",
            },
            requests.Select(request => request.Name).ToHashSet()
        );
    }

    [Fact]
    public void Log_lines_name_the_trace_that_they_were_written_in()
    {
        var slot = application.WholeTrace()!.Single(span => span.IsRoot);
        var stored = Receiver.Logs.Where(line => line.Text.StartsWith("Stored the slot", StringComparison.Ordinal)).ToList();
        var shown = Receiver.Logs.Where(line => line.Text.StartsWith("The page shows", StringComparison.Ordinal)).ToList();
        var snapshots = Receiver.Spans.Where(span => span.Name == Snapshot).Select(span => (span.TraceId, span.SpanId)).ToHashSet();

        Assert.Contains(stored, line => line.Service == ResourceNames.Ingest && line.TraceId == slot.TraceId);
        Assert.Contains(shown, line => snapshots.Contains((line.TraceId, line.SpanId)));
        Assert.All([.. stored, .. shown], line => Assert.Equal(32, line.TraceId.Length));
    }

    private static List<string> Ancestors(OtlpSpan span, List<OtlpSpan> trace) =>
        trace.Find(other => other.SpanId == span.ParentId) is { } parent ? [parent.Name, .. Ancestors(parent, trace)] : [];
}
