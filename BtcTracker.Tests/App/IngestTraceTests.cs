using System.Collections.Concurrent;
using System.Diagnostics;
using BtcTracker.Ingest;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>A slot is one trace, from its time to its candles.</summary>
[Trait("Level", "App")]
[Collection(ProcessWideTelemetry.Name)]
public sealed class IngestTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slot_its_sources_call_its_storing_and_its_candles_are_one_trace()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name is IngestMetrics.Name or "System.Net.Http" || source.Name.StartsWith("AWSSDK.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = await IngestWorld.StartAsync();
        List<Quote> stored;
        using (var ingest = IngestApp.CreateBuilder(world.Arguments(("Ingest__Interval", "5s"))).Build())
        {
            await ingest.StartAsync(Token);
            await Eventually.IsTrueAsync(() => stopped.Count(activity => activity.OperationName == "roll up candles") >= 2, Token);
            await ingest.StopAsync(Token);
            stored = await world.QuotesAsync();
        }

        // The last slots may have ended with the process.
        var trace = stopped
            .Where(activity => activity.OperationName == "roll up candles")
            .Select(candles => stopped.Where(activity => activity.TraceId == candles.TraceId).ToList())
            .First(trace => trace.Exists(activity => activity.OperationName == "slot"));
        var slot = trace.Single(activity => activity.OperationName == "slot");
        Assert.Equal(default, slot.ParentSpanId);
        var scheduled = (string?)slot.GetTagItem("btctracker.slot");
        Assert.Contains(stored, quote => quote.TraceParent == slot.Id && quote.Slot.ToString("u") == scheduled);
        Assert.Contains(
            trace,
            activity => activity.Source.Name == "System.Net.Http" && Ancestors(activity, trace).Contains("read demo:coinmarketcap-keyless")
        );
        Assert.Contains(
            trace,
            activity => activity.OperationName == "DynamoDB.PutItem" && Ancestors(activity, trace).Contains("store slot")
        );
        Assert.Contains(
            trace,
            activity => activity.OperationName == "DynamoDB.PutItem" && Ancestors(activity, trace).Contains("roll up candles")
        );
        Assert.All(trace.Where(activity => activity != slot), activity => Assert.Equal("slot", Ancestors(activity, trace)[^1]));
    }

    private static List<string> Ancestors(Activity activity, List<Activity> trace) =>
        trace.Find(other => other.SpanId == activity.ParentSpanId) is { } parent ? [parent.OperationName, .. Ancestors(parent, trace)] : [];
}
