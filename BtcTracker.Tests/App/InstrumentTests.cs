using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>A dashboard can show what each metric counts, and in what unit.</summary>
[Trait("Level", "App")]
public sealed class InstrumentTests
{
    private static readonly string[] Prefixes = ["BtcTracker.", "AWSSDK."];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_instrument_of_a_running_application_has_a_unit_and_a_description()
    {
        var found = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Keep(instrument, found) };
        listener.Start();
        await using var world = await IngestWorld.StartAsync();
        using var ingest = IngestApp.CreateBuilder(world.Arguments()).Build();
        await ingest.StartAsync(Token);
        await using var site = world.Site();
        using var client = site.CreateClient();
        (await WebSite.AskUntilAsync(client, "/api/v1/quotes/latest", (answer, _) => answer.IsSuccessStatusCode)).Dispose();
        await ingest.StopAsync(Token);

        Assert.Contains(found, instrument => instrument.Name == "btctracker.ingest.credits.left");
        Assert.Contains(found, instrument => instrument.Meter.Name == "AWSSDK.DynamoDB");
        Assert.Empty(
            found
                .Where(instrument => string.IsNullOrWhiteSpace(instrument.Unit) || string.IsNullOrWhiteSpace(instrument.Description))
                .Select(instrument => $"{instrument.Meter.Name} {instrument.Name} '{instrument.Unit}' '{instrument.Description}'")
        );
    }

    private static void Keep(Instrument instrument, ConcurrentQueue<Instrument> found)
    {
        if (Prefixes.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            found.Enqueue(instrument);
        }
    }
}
