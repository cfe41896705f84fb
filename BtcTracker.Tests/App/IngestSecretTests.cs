using System.Text.Json;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The API key leaves ingest only in its header: nothing that ingest logs, sends to a collector or stores has it.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class IngestSecretTests : IAsyncLifetime
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string Logs = "/v1/logs";

    private IngestWorld? _world;
    private OtlpReceiver? _receiver;

    private IngestWorld World => _world!;

    private OtlpReceiver Receiver => _receiver!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        _receiver = await OtlpReceiver.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await World.DisposeAsync();
    }

    [Theory]
    [InlineData("no-key-that-was-ever-given", null, "refuses the API key")]
    [InlineData(MarketSimHost.Key, """{"route": "/v3", "errorCode": 1008}""", "returned no quote (MinuteLimit)")]
    [InlineData(MarketSimHost.Key, """{"route": "/v3", "body": "cut"}""", "returned no quote (Unreachable)")]
    [InlineData(MarketSimHost.Key, """{"route": "/v3", "price": 0}""", "was rejected (NotPositive)")]
    [InlineData(MarketSimHost.Key, null, "from demo:coinmarketcap as of")]
    public async Task The_key_is_in_no_span_metric_log_line_or_status(string key, string? fault, string said)
    {
        if (fault is not null)
        {
            await World.Market.FaultAsync(fault);
        }

        await using var ingest = new IngestProcess(
            World.Environment(
                ("Sources__CoinMarketCap__ApiKey", key),
                ("Ingest__Interval", "4s"),
                ("Logging__LogLevel__Default", "Trace"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", Receiver.Endpoint),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        );
        await ingest.WaitForAsync(said);
        await ingest.WaitForAsync("Stored the slot", times: 2);
        await ingest.StopAsync();

        var status = JsonSerializer.Serialize(await World.Reader.FindStatusAsync(Token));
        Assert.Contains("demo:coinmarketcap", status, StringComparison.Ordinal);
        Assert.Contains("read demo:coinmarketcap", Receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("Stored the slot", Receiver.Received(Logs), StringComparison.Ordinal);
        Assert.All(
            ["source.calls", "quotes.stored", "slot.lag", "queue.length"],
            name => Assert.Contains($"btctracker.ingest.{name}", Receiver.Received(Metrics), StringComparison.Ordinal)
        );
        Assert.All(
            [status, Receiver.Received(Traces), Receiver.Received(Metrics), Receiver.Received(Logs), .. ingest.Output, .. ingest.Errors],
            text => Assert.DoesNotContain(key, text, StringComparison.OrdinalIgnoreCase)
        );
    }
}
