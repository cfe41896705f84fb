using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Files;

/// <summary>Candles go where they open, under the guard of every candle: the best of import, exchange and own quotes.</summary>
internal sealed class CandleTarget(IPriceReader reader, IPriceWriter writer) : IImportTarget<Candle>
{
    /// <inheritdoc />
    public async Task<IReadOnlySet<Candle>> ReadStoredAsync(IReadOnlyList<Candle> rows, CancellationToken cancellationToken)
    {
        var stored = new HashSet<Candle>();
        foreach (var candles in rows.GroupBy(candle => candle.Interval))
        {
            var range = new TimeRange(candles.First().OpenTime, candles.Last().CloseTime);
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
