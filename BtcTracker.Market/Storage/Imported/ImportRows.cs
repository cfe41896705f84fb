using System.Runtime.CompilerServices;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>Stores the rows of imports, in chunks of a few hundred.</summary>
internal sealed class ImportRows(PriceTable table)
{
    /// <summary>Stores a chunk; replaces the same one from before a stop.</summary>
    public Task KeepAsync(
        ImportId import,
        int batch,
        IReadOnlyCollection<Candle> rows,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) => table.TryPutAsync(ImportChunk.ItemOf(import, batch, rows, at), guard: null, cancellationToken);

    /// <summary>The chunks of an import, without their rows.</summary>
    public async IAsyncEnumerable<ImportChunk> ReadHeadsAsync(ImportId import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in table.ReadConsistentlyAsync(Keys.AllRows(import), ImportChunk.HeadAttributes, cancellationToken))
        {
            yield return ImportChunk.HeadOf(import, item);
        }
    }

    /// <summary>The rows of a chunk; empty if it was deleted.</summary>
    public async Task<IReadOnlyList<Candle>> ReadAsync(ImportChunk chunk, CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.ImportRows(chunk.Import), chunk.Sort, consistent: true, cancellationToken) is { } item
            ? ImportChunk.RowsOf(item, chunk.Interval)
            : [];

    /// <summary>Deletes a chunk.</summary>
    public Task DeleteAsync(ImportChunk chunk, CancellationToken cancellationToken) =>
        table.TryDeleteAsync(Keys.ImportRows(chunk.Import), chunk.Sort, guard: null, cancellationToken);
}
