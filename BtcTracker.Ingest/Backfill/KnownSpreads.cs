using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>
/// Keeps the spread of an interval when a source's candle replaces our own: no source reports it, and it is the interval's, not the
/// candle's origin's.
/// </summary>
/// <remarks>An import's candle is whole with its spread, which is removed with it, so it gives none.</remarks>
public sealed class KnownSpreads(IPriceReader reader)
{
    /// <summary>The candles with the spreads that are stored at their open times.</summary>
    /// <param name="oldestFirst">Candles of one interval.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PriceStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<Candle>> KeepAsync(IReadOnlyList<Candle> oldestFirst, CancellationToken cancellationToken)
    {
        if (oldestFirst.Count == 0)
        {
            return oldestFirst;
        }

        var (first, range) = (oldestFirst[0], new TimeRange(oldestFirst[0].OpenTime, oldestFirst[^1].CloseTime));
        var known = await reader
            .ReadCandlesAsync(first.Symbol, first.Interval, range, cancellationToken)
            .Where(candle => candle is { Spread: not null, Rank: CandleRank.Own or CandleRank.Exchange })
            .ToDictionaryAsync(candle => candle.OpenTime, candle => candle.Spread, cancellationToken: cancellationToken);
        return known.Count == 0
            ? oldestFirst
            : [.. oldestFirst.Select(candle => candle with { Spread = candle.Spread ?? known.GetValueOrDefault(candle.OpenTime) })];
    }
}
