using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults;

/// <summary>Ingest's process is stopped while the store has a quote and has not answered.</summary>
[Slow]
[Trait("Level", "Faults")]
public sealed class EndOfWriteTests : IAsyncLifetime
{
    private const string Stored = "Stored the slot";

    // Only the put of a quote has it.
    private const string Quote = "\"price\":{\"N\"";

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_store_that_answers_in_time_has_the_quote()
    {
        await using var store = await HeldStore.StartAsync(World.Store.Endpoint, Quote);
        await using var ingest = Ingest(store);
        await Eventually.IsTrueAsync(() => store.Held > 0, Token);

        var stop = ingest.StopAsync();
        await ingest.WaitForAsync("Application is shutting down");
        store.Release();
        await stop;

        Assert.Equal(0, ingest.CountOf("readings that the store did not accept"));
        Assert.NotEmpty(await World.QuotesAsync());
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    [Fact]
    public async Task A_store_that_does_not_keeps_nobody_waiting_and_the_next_start_goes_on()
    {
        await using (var store = await HeldStore.StartAsync(World.Store.Endpoint, Quote))
        {
            await using var ingest = Ingest(store);
            await Eventually.IsTrueAsync(() => store.Held > 0, Token);
            await ingest.StopAsync();
            Assert.Equal(1, ingest.CountOf("readings that the store did not accept"));
        }

        Assert.Empty(await World.QuotesAsync());
        await using var next = new IngestProcess(World.Environment());
        await next.WaitForAsync(Stored, times: 2);
        await next.StopAsync();

        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    private IngestProcess Ingest(HeldStore store) => new(World.Environment(("AWS_ENDPOINT_URL_DYNAMODB", store.Endpoint.OriginalString)));
}
