using BtcTracker.Market;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Stores candles under the usual condition: the best of import, exchange and our own quotes wins.</summary>
/// <param name="imports">Stores the candles, and keeps what is needed to remove the import.</param>
/// <param name="log">The import's entry.</param>
/// <param name="specified">The interval that the user specified; null if none.</param>
internal sealed class CandleTarget(IImportStore imports, ImportLog log, Interval? specified) : IImportTarget<Candle>
{
    // Fewer could open on whole coarser intervals by coincidence.
    private const int FewestRows = 12;

    private IImportBatch? _batch;

    /// <inheritdoc />
    /// <remarks>
    /// Hours imported as five minutes would stay forever, because nothing outranks an import. Exported candles of our own quotes may open
    /// on whole hours if readings are hours apart.
    /// </remarks>
    public void CheckTogether(IReadOnlyList<Candle> rows)
    {
        if (
            specified is not null
            && rows.Count >= FewestRows
            && rows.All(candle => candle is { Rank: CandleRank.Import } && candle.Interval == specified)
            && Interval.Stored.LastOrDefault(interval => rows.All(candle => interval.OpenTimeOf(candle.OpenTime) == candle.OpenTime))
                is { } coarsest
            && coarsest.Length > specified.Length
        )
        {
            throw new FormatException(
                $"All of {rows.Count} rows open on whole {coarsest}, so they are not {specified} candles. "
                    + $"Import them with --interval {coarsest}."
            );
        }
    }

    /// <inheritdoc />
    public DateTimeOffset TimeOf(Candle row) => row.OpenTime;

    /// <inheritdoc />
    public async Task<IReadOnlySet<Candle>> ReadStoredAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken)
    {
        _batch = await imports.KeepAsync(log.Current, log.Batches, rows, cancellationToken);
        return _batch.Stored;
    }

    /// <inheritdoc />
    /// <remarks>Rows processed before a stop are not put again: a later import may have replaced them since.</remarks>
    public async Task<PutOutcome> TryPutAsync(Candle row, CancellationToken cancellationToken) =>
        !log.IsDone && await _batch!.TryPutAsync(row, cancellationToken) ? PutOutcome.Stored : PutOutcome.Outranked;

    /// <inheritdoc />
    public Task FollowAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken) => Task.CompletedTask;
}
