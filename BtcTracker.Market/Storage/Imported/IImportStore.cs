namespace BtcTracker.Market.Storage.Imported;

/// <summary>Keeps the list of imports and their rows, stores their candles, and takes these out again.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> where the store does not answer within its limits.</remarks>
public interface IImportStore
{
    /// <summary>All imports, in the order in which they began.</summary>
    IAsyncEnumerable<ImportRecord> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Adds an import to the list.</summary>
    /// <returns>Whether it is added; false where its id is taken.</returns>
    Task<bool> TryAddAsync(ImportRecord import, CancellationToken cancellationToken);

    /// <summary>Changes an import's entry.</summary>
    /// <returns>Whether it is changed; false where the import was removed, or is being removed.</returns>
    Task<bool> TryUpdateAsync(ImportRecord import, CancellationToken cancellationToken);

    /// <summary>Keeps a batch of an import's rows, before the first of them is put.</summary>
    /// <param name="import">The import; what it has done with already is not kept again.</param>
    /// <param name="batch">The batch's place in the file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IImportBatch> KeepAsync(ImportRecord import, int batch, IReadOnlyList<Candle> rows, CancellationToken cancellationToken);

    /// <summary>Takes an import of candles out, so that what stands is what would stand had it never been made.</summary>
    /// <remarks>It can be stopped, and goes on when it is run again. No other import may run meanwhile.</remarks>
    /// <param name="import">The import.</param>
    /// <param name="showProgress">Is told after each batch how many rows are done with.</param>
    /// <param name="cancellationToken">Stops it after the batch that is under way.</param>
    /// <returns>How many candles were changed.</returns>
    Task<long> RemoveAsync(ImportRecord import, Action<long> showProgress, CancellationToken cancellationToken);
}

/// <summary>A batch of an import's rows, beside what stands in their places.</summary>
public interface IImportBatch
{
    /// <summary>The rows that the store has already.</summary>
    IReadOnlySet<Candle> Stored { get; }

    /// <summary>Puts a row, under the guard of every candle; what it takes the place of is kept where no import put it.</summary>
    /// <returns>Whether it stands there now.</returns>
    Task<bool> TryPutAsync(Candle row, CancellationToken cancellationToken);
}
