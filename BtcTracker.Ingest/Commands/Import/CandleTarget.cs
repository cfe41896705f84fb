using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Candles go where they open, under the guard of every candle: the best of import, exchange and own quotes.</summary>
/// <param name="reader">Tells what is stored.</param>
/// <param name="writer">Stores.</param>
/// <param name="told">The interval that the user named; null where none is named.</param>
internal sealed class CandleTarget(IPriceReader reader, IPriceWriter writer, Interval? told) : IImportTarget<Candle>
{
    // So many in a row are no chance.
    private const int FewestThatTell = 12;

    /// <inheritdoc />
    /// <remarks>
    /// Hours that are taken for five minutes would stand there for good, because nothing is worth more than an import. Candles
    /// of own quotes, which an export tells as such, do lie on whole hours where readings are hours apart.
    /// </remarks>
    public void CheckTogether(IReadOnlyList<Candle> rows)
    {
        if (told is not null && rows.Count >= FewestThatTell && rows.All(candle => candle is { Rank: CandleRank.Import } && candle.Interval == told)
            && Interval.Stored.LastOrDefault(interval => rows.All(candle => interval.OpenTimeOf(candle.OpenTime) == candle.OpenTime)) is { } coarsest
            && coarsest.Length > told.Length)
        {
            throw new FormatException($"All of {rows.Count} rows open on whole {coarsest}, so they are no {told} candles. Import them with --interval {coarsest}.");
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<Candle>> ReadStoredAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken)
    {
        var stored = new HashSet<Candle>();
        foreach (var candles in rows.GroupBy(candle => candle.Interval))
        {
            var range = new TimeRange(candles.Min(candle => candle.OpenTime), candles.Max(candle => candle.CloseTime));
            await foreach (var candle in reader.ReadCandlesAsync(Symbol.BtcUsd, candles.Key, range, cancellationToken))
            {
                stored.Add(candle);
            }
        }

        return stored;
    }

    /// <inheritdoc />
    public async Task<PutOutcome> TryPutAsync(Candle row, CancellationToken cancellationToken) =>
        await writer.TryPutCandleAsync(row, cancellationToken) ? PutOutcome.Stored : PutOutcome.Outranked;

    /// <inheritdoc />
    public Task FollowAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken) => Task.CompletedTask;
}
