using System.Diagnostics.Metrics;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store's client leaves behind in a process that runs for months.</summary>
[Trait("Level", "Storage")]
public sealed class StoreTelemetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_to_the_store_share_their_instruments()
    {
        const int Calls = 100;
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        var made = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Count(instrument, ref made) };
        listener.Start();
        var before = Volatile.Read(ref made);

        for (var call = 0; call < Calls; call++)
        {
            await store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At("2026-11-02"), Cancellation);
        }

        // Other tests in this process may meet an instrument for the first time meanwhile.
        Assert.InRange(before, 1, Calls);
        Assert.InRange(Volatile.Read(ref made) - before, 0, Calls / 2);
    }

    private static void Count(Instrument instrument, ref int made)
    {
        if (instrument.Meter.Name.StartsWith("AWSSDK.", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref made);
        }
    }
}
