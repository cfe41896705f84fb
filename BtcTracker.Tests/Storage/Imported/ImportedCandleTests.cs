using BtcTracker.Market;

namespace BtcTracker.Tests.Storage.Imported;

/// <summary>Single cases of imports, beside the property of <see cref="ImportUndoContract"/>.</summary>
[Trait("Level", "Storage")]
public sealed class ImportedCandleTests(DynaliteFixture engine) : IClassFixture<DynaliteFixture>
{
    private const string Hour = "2026-10-31T12:00:00Z";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_put_right_in_an_imports_candle_goes_with_the_import()
    {
        using var store = await NewStoreAsync();
        var wrong = Samples.Candle(Hour, rank: CandleRank.Import, n: 12);
        var file = await StoreAsync(store, wrong);

        Assert.True(await store.Writer.TryReplaceCandleAsync(wrong, wrong with { High = 70_000m }, Cancellation));
        Assert.False(await store.Writer.TryReplaceCandleAsync(wrong with { N = 13 }, wrong with { High = 80_000m }, Cancellation));
        Assert.Equal([wrong with { High = 70_000m }], await StandingAsync(store));
        await file.RemoveAsync();

        Assert.Empty(await StandingAsync(store));
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
        Assert.Equal([imported], await StandingAsync(store));
        await first.RemoveAsync();
        Assert.Equal([own], await StandingAsync(store));
    }

    [Fact]
    public async Task A_candle_that_is_put_while_an_import_is_removed_is_not_lost()
    {
        using var store = await NewStoreAsync();
        for (var round = 0; round < 40; round++)
        {
            var exchange = Samples.Candle(Hour) with { OpenTime = Samples.At(Hour).AddHours(-round) };
            var file = await StoreAsync(store, exchange with { Rank = CandleRank.Import });

            await Task.WhenAll(file.RemoveAsync(), store.Writer.TryPutCandleAsync(exchange, Cancellation));
        }

        Assert.Equal(40, (await StandingAsync(store)).Count);
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

    private static async Task<List<Candle>> StandingAsync(PriceStoreHost store) =>
        await store.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, new TimeRange(Samples.At("2026-10-01"), Samples.At("2026-11-02")), Cancellation).ToListAsync(Cancellation);
}
