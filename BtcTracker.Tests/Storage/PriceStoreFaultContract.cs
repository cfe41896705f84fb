using BtcTracker.AppHost;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises when its engine is new, dies or comes back.</summary>
public abstract class PriceStoreFaultContract(string engineName)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_that_is_not_there_yet_reads_as_empty()
    {
        await using var engine = await StartAsync();
        using var store = new PriceStoreHost(engine.Endpoint);
        var range = new TimeRange(Samples.At("2026-01-01"), Samples.At("2026-02-01"));

        Assert.Null(await store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, range.To, Cancellation));
        Assert.Null(await store.Reader.FindScheduleAsync(Cancellation));
        Assert.Null(await store.Reader.FindTickAsync(Cancellation));
        Assert.Empty(await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, range, Cancellation).ToListAsync(Cancellation));
        Assert.Empty(await store.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneDay, range, Cancellation).ToListAsync(Cancellation));
        Assert.Null(await store.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, Cancellation));
    }

    [Fact]
    public async Task Writers_that_race_to_make_the_table_all_write()
    {
        await using var engine = await StartAsync();
        var first = new PriceStoreHost(engine.Endpoint);
        PriceStoreHost[] stores = [first, .. Enumerable.Range(0, 7).Select(_ => new PriceStoreHost(engine.Endpoint, first.Table))];

        var stored = await Task.WhenAll(
            stores.Select((store, minute) => store.Writer.TryPutQuoteAsync(Samples.Quote($"2026-10-31T12:0{minute}:00Z"), Cancellation))
        );

        Assert.All(stored, Assert.True);
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public async Task A_table_that_was_deleted_is_made_again_by_the_next_write()
    {
        await using var engine = await StartAsync();
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation);

        await store.DeleteTableAsync(Cancellation);

        Assert.True(await store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation));
    }

    [Fact]
    public async Task Of_twins_that_write_the_same_slots_one_stores_each()
    {
        await using var engine = await StartAsync();
        using var one = new PriceStoreHost(engine.Endpoint);
        using var other = new PriceStoreHost(engine.Endpoint, one.Table);
        var slots = Enumerable
            .Range(0, 40)
            .Select(minute => Samples.Quote("2026-10-31T12:00:00Z") with { Slot = Samples.At("2026-10-31T12:00:00Z").AddMinutes(minute) })
            .ToList();

        var stored = await Task.WhenAll(
            slots.SelectMany(quote =>
                new[] { one.Writer.TryPutQuoteAsync(quote, Cancellation), other.Writer.TryPutQuoteAsync(quote, Cancellation) }
            )
        );

        Assert.Equal(slots.Count, stored.Count(wasStored => wasStored));
    }

    [Fact]
    public async Task Data_is_kept_while_the_engine_is_gone_and_the_same_client_goes_on()
    {
        await using var engine = await StartAsync();
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation);

        await EndAsync(engine);
        await Assert.ThrowsAsync<PriceStoreException>(() => store.Reader.FindScheduleAsync(Cancellation));
        await engine.StartAgainAsync(Cancellation);

        Assert.Equal(Samples.FullQuote, await store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.FullQuote.Slot, Cancellation));
        Assert.False(await store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation));
    }

    /// <summary>Ends the engine as hard as it can bear without losing what it has acknowledged.</summary>
    private protected abstract Task EndAsync(EmbeddedStore engine);

    private async Task<EmbeddedStore> StartAsync()
    {
        try
        {
            return await EmbeddedStore.StartAsync(engineName, Cancellation);
        }
        catch (FileNotFoundException error) when (engineName == StoreEngine.Dynoxide)
        {
            Assert.Skip(error.Message);
            throw;
        }
    }
}

[Trait("Level", "Storage")]
public sealed class PriceStoreFaultsOnDynoxideTests() : PriceStoreFaultContract(StoreEngine.Dynoxide)
{
    private protected override Task EndAsync(EmbeddedStore engine) => engine.KillAsync();
}

[Trait("Level", "Storage")]
public sealed class PriceStoreFaultsOnDynaliteTests() : PriceStoreFaultContract(StoreEngine.Dynalite)
{
    /// <summary>Dynalite never syncs to the disk, so it promises nothing beyond a clean stop.</summary>
    private protected override Task EndAsync(EmbeddedStore engine) => engine.StopAsync();
}
