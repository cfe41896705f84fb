using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>The web's traces: one for each new quote, linked to its slot's, and one for each request.</summary>
[Trait("Level", "Web")]
[Collection(ProcessWideTelemetry.Name)]
public sealed class SnapshotTraceTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Latest = "/api/v1/quotes/latest";
    private const string SlotTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string SlotSpan = "00f067aa0ba902b7";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_links_to_the_slot_of_its_quote_and_a_request_to_the_snapshot()
    {
        var spans = await SpansOfAsync($"00-{SlotTrace}-{SlotSpan}-01", "/", "/embed", "/?of=nobody", Latest);

        var snapshot = Assert.Single(spans, span => span.Name == "snapshot");
        Assert.Equal((SlotTrace, SlotSpan), Assert.Single(snapshot.Links));
        Assert.All(
            ["GET /", "GET /embed", $"GET {Latest}"],
            name =>
                Assert.All(
                    spans.Where(span => span.Name == name).TakeLast(1),
                    request => Assert.Equal((snapshot.TraceId, snapshot.SpanId), Assert.Single(request.Links))
                )
        );
        Assert.Equal(2, spans.Count(span => span.Name == "GET /"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a traceparent")]
    public async Task A_quote_without_a_trace_that_can_be_read_is_shown_without_a_link(string? traceParent)
    {
        var spans = await SpansOfAsync(traceParent, Latest);

        Assert.Empty(Assert.Single(spans, span => span.Name == "snapshot").Links);
        Assert.Contains(spans, span => span.Name == $"GET {Latest}" && span.Links.Count == 1);
    }

    [Fact]
    public async Task Looking_into_the_store_makes_no_trace_but_of_a_new_quote()
    {
        var spans = await SpansOfAsync(traceParent: null, Latest);

        Assert.All(
            spans.Where(span => span.IsRoot),
            root => Assert.True(root.Source == "BtcTracker.Web" || root.Kind == OtlpSpanKind.Server, root.ToString())
        );
        Assert.Contains(spans, span => span.Name == "DynamoDB.Query" && !span.IsRoot);
    }

    /// <summary>What the web sends from its start over a few requests to its end. There is one quote.</summary>
    private async Task<List<OtlpSpan>> SpansOfAsync(string? traceParent, params string[] addresses)
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(), 64_000m) with { TraceParent = traceParent }, Cancellation);
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_TRACES_SAMPLER"] = "always_on",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "30000",
        };
        await using (var site = fixture.Site(store, settings: settings))
        {
            using var client = site.CreateClient();
            (await WebSite.AskUntilAsync(client, Latest, (answer, _) => answer.IsSuccessStatusCode)).Dispose();
            foreach (var address in addresses)
            {
                (await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).Dispose();
            }

            await client.GetStringAsync(new Uri("/notices", UriKind.Relative), Cancellation);
            await Eventually.IsTrueAsync(() => receiver.Spans.Exists(span => span.Name == "GET /notices"), Cancellation);
        }

        return receiver.Spans;
    }
}
