namespace BtcTracker.Market.Storage.Imported;

/// <summary>Keeps the list of imports and their rows, stores their candles, and can remove them again.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> if the store does not respond in time.</remarks>
public interface IImportStore
{
    /// <summary>All imports, in the order in which they started.</summary>
    IAsyncEnumerable<ImportRecord> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Adds an import to the list.</summary>
    /// <returns>Whether it was added; false if its id is taken.</returns>
    Task<bool> TryAddAsync(ImportRecord import, CancellationToken cancellationToken);

    /// <summary>Changes an import's entry.</summary>
    /// <returns>Whether it was changed; false if the import was removed, or is being removed.</returns>
    Task<bool> TryUpdateAsync(ImportRecord import, CancellationToken cancellationToken);

    /// <summary>Keeps a batch of an import's rows, before the first of them is put.</summary>
    /// <param name="import">The import; rows that it has already processed are not kept again.</param>
    /// <param name="batch">The batch's place in the file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IImportBatch> KeepAsync(ImportRecord import, int batch, IReadOnlyList<Candle> rows, CancellationToken cancellationToken);

    /// <summary>Removes an import of candles, which leaves the store as if it had never been imported.</summary>
    /// <remarks>It can be stopped and resumed. No other import may run at the same time.</remarks>
    /// <param name="import">The import.</param>
    /// <param name="showProgress">Receives the number of processed rows after each batch.</param>
    /// <param name="cancellationToken">Stops it after the current batch.</param>
    /// <returns>How many candles were changed.</returns>
    Task<long> RemoveAsync(ImportRecord import, Action<long> showProgress, CancellationToken cancellationToken);
}

/// <summary>A batch of an import's rows, with what is stored at their open times.</summary>
public interface IImportBatch
{
    /// <summary>How many rows the store already has.</summary>
    IReadOnlySet<Candle> Stored { get; }

    /// <summary>Puts a row under the usual condition; a non-import candle that it replaces is kept underneath.</summary>
    /// <returns>Whether it is stored now.</returns>
    Task<bool> TryPutAsync(Candle row, CancellationToken cancellationToken);
}
