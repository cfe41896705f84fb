using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

[Trait("Level", "Storage")]
public sealed class EmbeddedStoreTests
{
    [Theory]
    [InlineData(StoreEngine.Dynoxide)]
    [InlineData(StoreEngine.Dynalite)]
    public async Task An_engine_starts_again_after_a_kill_and_after_a_stop(string engine)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var store = await EmbeddedStore.StartAsync(engine, cancellation);

        await store.KillAsync();
        await store.StartAgainAsync(cancellation);
        await store.StopAsync();
        await store.StartAgainAsync(cancellation);

        using var client = new HttpClient();
        using var answer = await client.GetAsync(store.Endpoint, cancellation);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
