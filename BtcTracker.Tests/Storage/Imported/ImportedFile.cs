using BtcTracker.Market;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Tests.Storage.Imported;

/// <summary>A file of candles that is imported in batches, as the command does it.</summary>
internal sealed class ImportedFile(IImportStore imports, IReadOnlyList<Candle> rows)
{
    private const int RowsOfABatch = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Its entry in the list.</summary>
    public ImportRecord Record { get; private set; } =
        new()
        {
            Id = ImportId.New(TimeProvider.System.GetUtcNow()),
            File = "file.csv",
            Shape = "candles",
            HasCandles = true,
            Begun = TimeProvider.System.GetUtcNow(),
            SeenAt = TimeProvider.System.GetUtcNow(),
        };

    /// <summary>Whether all its rows are stored.</summary>
    public bool IsWhole => Record.State == ImportState.Whole;

    /// <summary>Stores batches of rows, from where it was stopped; gives them.</summary>
    public async Task<IReadOnlyList<Candle>> StoreAsync(int mostBatches = int.MaxValue)
    {
        await imports.TryAddAsync(Record, Cancellation);
        var (batches, from) = (rows.Chunk(RowsOfABatch).ToList(), Record.DoneBatches);
        for (var batch = from; batch < batches.Count && batch - from < mostBatches; batch++)
        {
            var kept = await imports.KeepAsync(Record, batch, batches[batch], Cancellation);
            await Task.WhenAll(batches[batch].Where(row => !kept.Stored.Contains(row)).Select(row => kept.TryPutAsync(row, Cancellation)));
            Record = Record with { DoneBatches = batch + 1 };
        }

        Record = Record with { State = Record.DoneBatches == batches.Count ? ImportState.Whole : ImportState.Stopped };
        Assert.True(await imports.TryUpdateAsync(Record, Cancellation));
        return [.. batches.Skip(from).Take(Record.DoneBatches - from).SelectMany(batch => batch)];
    }

    /// <summary>Takes it out.</summary>
    public Task RemoveAsync() => imports.RemoveAsync(Record, _ => { }, Cancellation);

    /// <summary>Takes it out, and stops after its first batch where there is more.</summary>
    public async Task BeginToRemoveAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => imports.RemoveAsync(Record, _ => stop.Cancel(), stop.Token));
    }
}
