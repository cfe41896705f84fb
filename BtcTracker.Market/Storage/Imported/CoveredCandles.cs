using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>The best non-import candles at open times where an import's candle is stored: what remains after its removal.</summary>
/// <remarks>
/// The write condition is an order: the stored candle is the best, and of equals the last, of all that were ever put at its open time. So
/// underneath an import's candle only one non-import candle needs to be kept.
/// </remarks>
internal sealed class CoveredCandles(PriceTable table)
{
    /// <summary>Keeps a candle unless a better one is kept.</summary>
    /// <param name="candle">A non-import candle.</param>
    /// <param name="at">When it was put, or would have been without the import.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task KeepAsync(Candle candle, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var item = CandleItem.From(candle);
        item[Keys.Partition] = new AttributeValue(Keys.Covered(candle));
        item.Set(ItemExtensions.At, at);
        return table.TryPutAsync(item, PutGuard.NoBetterThan(candle), cancellationToken);
    }

    /// <summary>The kept candles of a range, by open time.</summary>
    public async Task<Dictionary<DateTimeOffset, CoveredCandle>> ReadAsync(
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var kept = new Dictionary<DateTimeOffset, CoveredCandle>();
        foreach (var span in Keys.Covered(Symbol.BtcUsd, interval, range))
        {
            await foreach (var item in table.ReadAsync(span, consistent: true, cancellationToken))
            {
                var candle = CandleItem.ToCandle(item, Symbol.BtcUsd, interval);
                kept[candle.OpenTime] = new CoveredCandle(candle, item.GetInstant(ItemExtensions.At)) { Item = item };
            }
        }

        return kept;
    }

    /// <summary>Deletes a kept candle unless another has replaced it.</summary>
    public Task DeleteAsync(CoveredCandle kept, CancellationToken cancellationToken) =>
        table.TryDeleteAsync(Keys.Covered(kept.Candle), Keys.SortOf(kept.Candle.OpenTime), PutGuard.Same(kept.Item), cancellationToken);
}

/// <summary>A candle that is covered.</summary>
/// <param name="Candle">The candle, which is not from an import.</param>
/// <param name="At">When it was put, or would have been without the import.</param>
internal sealed record CoveredCandle(Candle Candle, DateTimeOffset At)
{
    /// <summary>The stored item.</summary>
    public required Dictionary<string, AttributeValue> Item { get; init; }

    /// <summary>This candle as a layer.</summary>
    public CandleLayer Layer => new(Candle, At, Import: null);

    /// <inheritdoc />
    public bool Equals(CoveredCandle? other) => other is not null && Candle == other.Candle && At == other.At;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Candle, At);
}
