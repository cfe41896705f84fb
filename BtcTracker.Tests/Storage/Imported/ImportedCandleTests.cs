using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage.Imported;

/// <summary>Single cases of imports, beside the property of <see cref="ImportUndoContract"/>.</summary>
[Trait("Level", "Storage")]
public sealed class ImportedCandleTests(DynaliteFixture engine) : IClassFixture<DynaliteFixture>
{
    private const string Hour = "2026-10-31T12:00:00Z";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correction_of_an_imports_candle_is_removed_with_the_import()
    {
        using var store = await NewStoreAsync();
        var wrong = Samples.Candle(Hour, rank: CandleRank.Import, n: 12);
        var file = await StoreAsync(store, wrong);

        Assert.True(await store.Writer.TryReplaceCandleAsync(wrong, wrong with { High = 70_000m }, Cancellation));
        Assert.False(await store.Writer.TryReplaceCandleAsync(wrong with { N = 13 }, wrong with { High = 80_000m }, Cancellation));
        Assert.Equal([wrong with { High = 70_000m }], await StoredCandlesAsync(store));
        await file.RemoveAsync();

        Assert.Empty(await StoredCandlesAsync(store));
    }

    [Fact]
    public async Task Every_field_of_a_covered_and_of_a_second_imports_candle_comes_back_digit_for_digit()
    {
        using var store = await NewStoreAsync();
        var own = Samples.FullCandle with { OpenTime = Samples.At(Hour), Interval = Interval.OneHour, Doubtful = true };
        var imported = own with { Rank = CandleRank.Import, Volume = 0.0000000000000000000000000001m, Source = "a \"b\", ü" };
        await store.Writer.TryPutCandleAsync(own, Cancellation);
        var (first, second) = (await StoreAsync(store, imported), await StoreAsync(store, Samples.Candle(Hour, rank: CandleRank.Import)));

        await second.RemoveAsync();
        Assert.Equal([imported], await StoredCandlesAsync(store));
        await first.RemoveAsync();
        Assert.Equal([own], await StoredCandlesAsync(store));
    }

    [Fact]
    public async Task Rows_that_lack_only_the_spread_of_what_is_stored_leave_it_as_it_is()
    {
        using var store = await NewStoreAsync();
        var stored = Samples.Candle(Hour) with { Spread = 0.0012m };
        await store.Writer.TryPutCandleAsync(stored, Cancellation);

        await StoreAsync(store, stored with { Spread = null });

        Assert.Equal([stored], await StoredCandlesAsync(store));
    }

    [Fact]
    public async Task Rows_without_and_with_spreads_are_kept_side_by_side()
    {
        using var store = await NewStoreAsync();
        var (without, with) = (
            Samples.Candle(Hour, rank: CandleRank.Import),
            Samples.Candle(Hour, rank: CandleRank.Import, close: 64_000m)
        );
        var first = await StoreAsync(store, without, with with { OpenTime = without.OpenTime.AddHours(1), Spread = 0.0012m });
        var second = await StoreAsync(store, with, without with { OpenTime = without.OpenTime.AddHours(1) });

        await second.RemoveAsync();

        Assert.Equal([null, 0.0012m], (await StoredCandlesAsync(store)).Select(candle => candle.Spread));
        await first.RemoveAsync();
        Assert.Empty(await StoredCandlesAsync(store));
    }

    [Fact]
    public async Task A_candle_that_is_put_while_an_imports_is_about_to_be_deleted_is_kept()
    {
        using var store = await NewStoreAsync();
        var exchange = Samples.Candle(Hour);
        await using var held = await HeldStore.StartAsync(engine.Endpoint, heldText: "\":import\"");
        using var slow = new PriceStoreHost(held.Endpoint, store.Table);
        var file = await StoreAsync(store, exchange with { Rank = CandleRank.Import });

        var removal = slow.Imports.RemoveAsync(file.Record, _ => { }, Cancellation);
        await Eventually.IsTrueAsync(() => held.Held == 1, Cancellation);
        Assert.False(await store.Writer.TryPutCandleAsync(exchange, Cancellation));
        held.Release();
        await removal;

        Assert.Equal([exchange], await StoredCandlesAsync(store));
        Assert.Equal(["C#BTC-USD#1h#2026"], (await store.KeysAsync(Cancellation)).Select(key => key.Partition));
    }

    [Fact]
    public async Task A_candle_that_gave_way_to_an_import_is_stored_where_the_import_is_removed_first()
    {
        using var store = await NewStoreAsync();
        var exchange = Samples.Candle(Hour);
        await using var held = await HeldStore.StartAsync(engine.Endpoint, heldText: "I#under#");
        using var slow = new PriceStoreHost(held.Endpoint, store.Table);
        var file = await StoreAsync(store, exchange with { Rank = CandleRank.Import });

        var put = slow.Writer.TryPutCandleAsync(exchange, Cancellation);
        await Eventually.IsTrueAsync(() => held.Held == 1, Cancellation);
        await file.RemoveAsync();
        held.Release();

        Assert.True(await put);
        Assert.Equal([exchange], await StoredCandlesAsync(store));
    }

    private static async Task<ImportedFile> StoreAsync(PriceStoreHost store, params Candle[] rows)
    {
        var file = new ImportedFile(store.Imports, rows);
        await file.StoreAsync();
        return file;
    }

    private async Task<PriceStoreHost> NewStoreAsync()
    {
        var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        return store;
    }

    private static async Task<List<Candle>> StoredCandlesAsync(PriceStoreHost store) =>
        await store
            .Reader.ReadCandlesAsync(
                Symbol.BtcUsd,
                Interval.OneHour,
                new TimeRange(Samples.At("2026-10-01"), Samples.At("2026-11-02")),
                Cancellation
            )
            .ToListAsync(Cancellation);
}
