using System.Text.Json.Nodes;
using BtcTracker.Ingest.Alerts;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary>A built ingest that calls a webhook, with a real store.</summary>
[Trait("Level", "App")]
public sealed class IngestAlertTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef-hidden";

    private IngestWorld? _world;
    private AlertReceiver? _receiver;

    private IngestWorld World => _world!;

    private AlertReceiver Receiver => _receiver!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        (_world, _receiver) = (await IngestWorld.StartAsync(), await AlertReceiver.StartAsync(Token));

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await World.DisposeAsync();
    }

    [Slow]
    [Fact]
    public async Task A_crossing_is_one_signed_request_and_a_process_that_was_killed_before_it_was_taken_sends_it_again()
    {
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);
        await using (var first = Ingest())
        {
            await Eventually.IsTrueAsync(() => !Receiver.Received.IsEmpty, Token);
            await first.KillAsync();
            AssertNothingHiddenIn(first);
        }

        var refused = Receiver.Received.ToArray();
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status200OK);
        await using var second = Ingest();
        await Eventually.IsTrueAsync(() => Receiver.Received.Count > refused.Length, Token);
        var slots = (await World.QuotesAsync()).Count;
        await Eventually.GetAsync(async () => (await World.QuotesAsync()).Count, count => count >= slots + 2, Token);
        await second.StopInTimeAsync();
        AssertNothingHiddenIn(second);

        var taken = Assert.Single(Receiver.Received.Skip(refused.Length));
        Assert.Equal(refused[0].Body, taken.Body);
        Assert.Equal(refused[0].Headers[AlertRequest.IdHeader], taken.Headers[AlertRequest.IdHeader]);
        Assert.Equal(
            AlertRequest.Sign(Secret, taken.Headers[AlertRequest.TimestampHeader], taken.Body),
            taken.Headers[AlertRequest.SignatureHeader]
        );
        var body = JsonNode.Parse(taken.Body)!;
        Assert.Equal(("above:1", "BTC-USD is above 1"), ((string?)body["rule"], (string?)body["title"]));
    }

    [Fact]
    public async Task A_single_scheduled_reading_sends_the_alert_too_and_the_next_one_does_not_repeat_it()
    {
        for (var quotes = 1; quotes <= 2; quotes++)
        {
            await using var ingest = new IngestProcess(World.Environment(("Alerts__Webhook__Url", Receiver.Url)), ["--once", .. Settings]);
            Assert.Equal(0, await ingest.ExitCodeAsync());
            Assert.Single(Receiver.Received);
        }
    }

    private static string[] Settings => ["--Alerts:Rules:0:Above=1", $"--Alerts:Webhook:Secret={Secret}"];

    private IngestProcess Ingest() => new(World.Environment(("Alerts__Webhook__Url", Receiver.Url)), Settings);

    private static void AssertNothingHiddenIn(IngestProcess ingest)
    {
        Assert.DoesNotContain(ingest.Output, line => line.Contains("hidden", StringComparison.Ordinal));
        Assert.DoesNotContain(ingest.Errors, line => line.Contains("hidden", StringComparison.Ordinal));
    }
}
