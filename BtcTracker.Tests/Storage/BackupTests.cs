using BtcTracker.AppHost;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>Backup, restore and reset of a local store, as docs/operations.md describes it.</summary>
[Trait("Level", "Storage")]
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _backup = Directory.CreateTempSubdirectory("btctracker-backup-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _backup.Delete(recursive: true);

    [Theory]
    [InlineData(StoreEngine.Dynoxide)]
    [InlineData(StoreEngine.Dynalite)]
    public async Task A_copy_of_the_stopped_stores_folder_brings_back_what_was_there(string engine)
    {
        await using var store = await EmbeddedStore.StartAsync(engine, Cancellation);
        using var prices = new PriceStoreHost(store.Endpoint);
        await PutAsync(prices, "2026-11-01T00:00:00Z", "2026-11-01T00:05:00Z");
        await store.StopAsync();
        store.BackUp(_backup);
        await store.StartAgainAsync(Cancellation);
        await PutAsync(prices, "2026-11-01T00:10:00Z");
        Assert.Equal(3, (await ReadAsync(prices)).Count);

        await store.StopAsync();
        store.Restore(_backup);
        await store.StartAgainAsync(Cancellation);

        Assert.Equal(
            [Samples.At("2026-11-01T00:00:00Z"), Samples.At("2026-11-01T00:05:00Z")],
            (await ReadAsync(prices)).Select(quote => quote.Slot)
        );
    }

    [Theory]
    [InlineData(StoreEngine.Dynoxide)]
    [InlineData(StoreEngine.Dynalite)]
    public async Task A_store_whose_folder_was_deleted_starts_again(string engine)
    {
        await using var store = await EmbeddedStore.StartAsync(engine, Cancellation);
        using var prices = new PriceStoreHost(store.Endpoint);
        await PutAsync(prices, "2026-11-01T00:00:00Z");

        await store.StopAsync();
        store.Reset();
        await store.StartAgainAsync(Cancellation);

        Assert.Empty(await ReadAsync(prices));
        await PutAsync(prices, "2026-11-01T00:05:00Z");
        Assert.Equal(Samples.At("2026-11-01T00:05:00Z"), Assert.Single(await ReadAsync(prices)).Slot);
    }

    private static async Task PutAsync(PriceStoreHost prices, params string[] slots)
    {
        await prices.Writer.EnsureTableAsync(Cancellation);
        foreach (var slot in slots)
        {
            Assert.True(await prices.Writer.TryPutQuoteAsync(Samples.FullQuote with { Slot = Samples.At(slot) }, Cancellation));
        }
    }

    private static async Task<IReadOnlyList<Quote>> ReadAsync(PriceStoreHost prices) =>
        await prices
            .Reader.ReadQuotesAsync(Symbol.BtcUsd, new TimeRange(Samples.At("2026-11-01"), Samples.At("2026-11-02")), Cancellation)
            .ToListAsync(Cancellation);
}
