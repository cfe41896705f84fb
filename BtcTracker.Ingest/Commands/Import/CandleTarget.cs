using BtcTracker.Market;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Candles go where they open, under the guard of every candle: the best of import, exchange and own quotes.</summary>
/// <param name="imports">Stores, and keeps what is needed to take the import out again.</param>
/// <param name="log">The import's entry.</param>
/// <param name="told">The interval that the user named; null where none is named.</param>
internal sealed class CandleTarget(IImportStore imports, ImportLog log, Interval? told) : IImportTarget<Candle>
{
    // So many in a row are no chance.
    private const int FewestThatTell = 12;

    private IImportBatch? _batch;

    /// <inheritdoc />
    /// <remarks>
    /// Hours that are taken for five minutes would stand there for good, because nothing is worth more than an import. Candles
    /// of own quotes, which an export tells as such, do lie on whole hours where readings are hours apart.
    /// </remarks>
    public void CheckTogether(IReadOnlyList<Candle> rows)
    {
        if (
            told is not null
            && rows.Count >= FewestThatTell
            && rows.All(candle => candle is { Rank: CandleRank.Import } && candle.Interval == told)
            && Interval.Stored.LastOrDefault(interval => rows.All(candle => interval.OpenTimeOf(candle.OpenTime) == candle.OpenTime))
                is { } coarsest
            && coarsest.Length > told.Length
        )
        {
            throw new FormatException(
                $"All of {rows.Count} rows open on whole {coarsest}, so they are no {told} candles. Import them with --interval {coarsest}."
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
    /// <remarks>What was done with before a stop is not put again: a later import may have replaced it since.</remarks>
    public async Task<PutOutcome> TryPutAsync(Candle row, CancellationToken cancellationToken) =>
        !log.IsDone && await _batch!.TryPutAsync(row, cancellationToken) ? PutOutcome.Stored : PutOutcome.Outranked;

    /// <inheritdoc />
    public Task FollowAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken) => Task.CompletedTask;
}
