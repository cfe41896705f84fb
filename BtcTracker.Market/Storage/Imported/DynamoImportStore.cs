using System.Runtime.CompilerServices;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>Stores the list of imports, their rows, and their candles.</summary>
internal sealed class DynamoImportStore(
    PriceTable table,
    StoredCandles storedCandles,
    CoveredCandles covered,
    ImportRows rows,
    TimeProvider clock
) : IImportStore
{
    public async IAsyncEnumerable<ImportRecord> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in table.ReadAsync(Keys.AllImports, consistent: true, cancellationToken))
        {
            yield return ImportItem.ToRecord(item);
        }
    }

    public Task<bool> TryAddAsync(ImportRecord import, CancellationToken cancellationToken) =>
        table.TryPutAsync(ImportItem.From(import), PutGuard.IfAbsent, cancellationToken);

    public Task<bool> TryUpdateAsync(ImportRecord import, CancellationToken cancellationToken) =>
        table.TryPutAsync(ImportItem.From(import), ImportItem.IsKept, cancellationToken);

    public async Task<IImportBatch> KeepAsync(
        ImportRecord import,
        int batch,
        IReadOnlyList<Candle> batchRows,
        CancellationToken cancellationToken
    )
    {
        var at = clock.GetUtcNow();
        var read = new Dictionary<Interval, Dictionary<DateTimeOffset, StoredCandle>>();
        foreach (var group in batchRows.GroupBy(row => row.Interval))
        {
            if (batch >= import.DoneBatches)
            {
                await rows.KeepAsync(import.Id, batch, [.. group], at, cancellationToken);
            }

            var range = new TimeRange(group.Min(row => row.OpenTime), group.Max(row => row.CloseTime));
            read[group.Key] = await storedCandles.ReadAsync(group.Key, range, cancellationToken);
        }

        return new ImportBatch(table, storedCandles, covered, (import.Id, at), read, batchRows);
    }

    public async Task<long> RemoveAsync(ImportRecord import, Action<long> showProgress, CancellationToken cancellationToken)
    {
        // Deletes nothing, but fails without the permission to delete, before anything is changed.
        await table.TryDeleteAsync(Keys.Imports, import.Id.Number, PutGuard.IfAbsent, cancellationToken);

        // From here on the import stores nothing more.
        await MarkAsync(import, clock.GetUtcNow(), cancellationToken);
        var removal = new CandleRemoval(table, storedCandles, covered, await LayersBesideAsync(import, cancellationToken), import.Id);
        try
        {
            await RemoveRowsAsync(removal, import, showProgress, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The removal can be resumed immediately.
            await MarkAsync(import, import.Begun, CancellationToken.None);
            throw;
        }

        await table.TryDeleteAsync(Keys.Imports, import.Id.Number, guard: null, CancellationToken.None);
        return removal.Changed;
    }

    private async Task<ImportLayers> LayersBesideAsync(ImportRecord import, CancellationToken cancellationToken)
    {
        var others = await ReadAllAsync(cancellationToken)
            .Where(other => other is { HasCandles: true, State: not ImportState.Removing } && other.Id != import.Id)
            .Select(other => other.Id)
            .ToListAsync(cancellationToken);
        return await ImportLayers.ReadAsync(rows, others, cancellationToken);
    }

    private async Task RemoveRowsAsync(
        CandleRemoval removal,
        ImportRecord import,
        Action<long> showProgress,
        CancellationToken cancellationToken
    )
    {
        var done = 0L;
        await foreach (var chunk in rows.ReadHeadsAsync(import.Id, cancellationToken))
        {
            // A stop takes effect after the chunk.
            cancellationToken.ThrowIfCancellationRequested();
            var candles = await rows.ReadAsync(chunk, CancellationToken.None);
            await removal.RemoveAsync(chunk, candles, CancellationToken.None);
            await rows.DeleteAsync(chunk, CancellationToken.None);
            await MarkAsync(import, clock.GetUtcNow(), CancellationToken.None);
            done += candles.Count;
            showProgress(done);
        }
    }

    private Task<bool> MarkAsync(ImportRecord import, DateTimeOffset seenAt, CancellationToken cancellationToken) =>
        table.TryPutAsync(
            ImportItem.From(import with { State = ImportState.Removing, SeenAt = seenAt }),
            ImportItem.IsThere,
            cancellationToken
        );
}
