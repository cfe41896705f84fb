using System.Collections.Concurrent;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>Removes an import's candles, a chunk at a time, and restores what others put at the same open times.</summary>
internal sealed class CandleRemoval(
    PriceTable table,
    StoredCandles storedCandles,
    CoveredCandles covered,
    ImportLayers layers,
    ImportId import
)
{
    /// <summary>As many as an import's concurrent puts.</summary>
    private const int PutsAtATime = 16;

    private long _changed;

    /// <summary>How many candles were changed.</summary>
    public long Changed => Interlocked.Read(ref _changed);

    /// <summary>Removes a chunk's candles.</summary>
    public async Task RemoveAsync(ImportChunk chunk, IReadOnlyList<Candle> rows, CancellationToken cancellationToken)
    {
        var openTimes = rows.Select(row => row.OpenTime).ToHashSet();
        var kept = await covered.ReadAsync(chunk.Interval, chunk.Range, cancellationToken);
        var there = await storedCandles.ReadAsync(chunk.Interval, chunk.Range, cancellationToken);
        var others = await layers.ReadAsync(chunk.Interval, OwnOf(there).Select(own => own.Candle.OpenTime).ToHashSet(), cancellationToken);
        while (OwnOf(there) is { Count: > 0 } own)
        {
            var placed = await ReplaceAsync(own, others, kept, cancellationToken);
            var now = await covered.ReadAsync(chunk.Interval, chunk.Range, cancellationToken);
            await CatchUpAsync(placed, kept, now, cancellationToken);
            (kept, there) = (now, await storedCandles.ReadAsync(chunk.Interval, chunk.Range, cancellationToken));
        }

        var needless = kept.Where(place => openTimes.Contains(place.Key) && there.GetValueOrDefault(place.Key)?.Import is null)
            .Select(place => place.Value);
        await InParallelAsync(needless, candle => covered.DeleteAsync(candle, cancellationToken));

        List<StoredCandle> OwnOf(Dictionary<DateTimeOffset, StoredCandle> all) =>
            [.. all.Values.Where(candle => candle.Import == import && openTimes.Contains(candle.Candle.OpenTime))];
    }

    /// <summary>Replaces candles by what others put there; a candle that has changed since it was read is left for the next pass.</summary>
    /// <returns>What is stored now, by open time; null where nothing is.</returns>
    private async Task<IReadOnlyDictionary<DateTimeOffset, CandleLayer?>> ReplaceAsync(
        List<StoredCandle> own,
        ILookup<DateTimeOffset, CandleLayer> others,
        Dictionary<DateTimeOffset, CoveredCandle> kept,
        CancellationToken cancellationToken
    )
    {
        var placed = new ConcurrentDictionary<DateTimeOffset, CandleLayer?>();
        await InParallelAsync(
            own,
            async candle =>
            {
                var openTime = candle.Candle.OpenTime;
                var rest = others[openTime];
                var top = CandleLayer.TopOf(kept.TryGetValue(openTime, out var below) ? rest.Append(below.Layer) : rest);
                var partition = Keys.Candle(candle.Candle.Symbol, candle.Candle.Interval, openTime);
                if (
                    top is null
                        ? await table.TryDeleteAsync(partition, Keys.SortOf(openTime), candle.Guard, cancellationToken)
                        : await table.TryPutAsync(StoredCandle.ItemOf(top.Candle, top.Import), candle.Guard, cancellationToken)
                )
                {
                    placed[openTime] = top;
                    Interlocked.Increment(ref _changed);
                }
            }
        );
        return placed;
    }

    /// <summary>Puts a candle that was kept underneath just before the import's candle was removed.</summary>
    private Task CatchUpAsync(
        IReadOnlyDictionary<DateTimeOffset, CandleLayer?> placed,
        Dictionary<DateTimeOffset, CoveredCandle> before,
        Dictionary<DateTimeOffset, CoveredCandle> now,
        CancellationToken cancellationToken
    )
    {
        var late = now.Where(place => placed.ContainsKey(place.Key) && place.Value != before.GetValueOrDefault(place.Key))
            .Select(place => place.Value);
        return InParallelAsync(
            late,
            async kept =>
            {
                if (placed[kept.Candle.OpenTime] is not { } top)
                {
                    await table.TryPutAsync(CandleItem.From(kept.Candle), PutGuard.IfAbsent, cancellationToken);
                }
                else if (PutGuard.IsReplacedBy(top.Candle, kept.Candle))
                {
                    var guard = PutGuard.Same(StoredCandle.ItemOf(top.Candle, top.Import), CandleItem.Optional);
                    await table.TryPutAsync(CandleItem.From(kept.Candle), guard, cancellationToken);
                }
            }
        );
    }

    private static Task InParallelAsync<T>(IEnumerable<T> candles, Func<T, Task> change)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = PutsAtATime };
        return Parallel.ForEachAsync(candles, limits, async (candle, _) => await change(candle));
    }
}
