using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>The best candles that are no import's, at places where an import's stands: what is left there without it.</summary>
/// <remarks>
/// The guard of a candle is an order, so what stands at a place is the best and, of equals, the last of all that was ever put
/// there. An import's candle therefore needs to remember only one of those before and after it that are no import's.
/// </remarks>
internal sealed class CoveredCandles(PriceTable table)
{
    /// <summary>Keeps a candle unless a better one is kept already.</summary>
    /// <param name="candle">A candle that is no import's.</param>
    /// <param name="at">When it was put, or would have been.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task KeepAsync(Candle candle, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var item = CandleItem.From(candle);
        item[Keys.Partition] = new AttributeValue(Keys.Covered(candle));
        item.Set(ItemExtensions.At, at);
        return table.TryPutAsync(item, PutGuard.NoBetterThan(candle), cancellationToken);
    }

    /// <summary>The candles that are kept in a range, by their open times.</summary>
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

    /// <summary>Forgets a candle, unless another is kept meanwhile.</summary>
    public Task ForgetAsync(CoveredCandle kept, CancellationToken cancellationToken) =>
        table.TryDeleteAsync(Keys.Covered(kept.Candle), Keys.SortOf(kept.Candle.OpenTime), PutGuard.Same(kept.Item), cancellationToken);
}

/// <summary>A candle that is covered.</summary>
/// <param name="Candle">The candle, which is no import's.</param>
/// <param name="At">When it was put, or would have been.</param>
internal sealed record CoveredCandle(Candle Candle, DateTimeOffset At)
{
    /// <summary>As the store has it.</summary>
    public required Dictionary<string, AttributeValue> Item { get; init; }

    /// <summary>Among what else was put at its place.</summary>
    public CandleLayer Layer => new(Candle, At, Import: null);

    /// <inheritdoc />
    public bool Equals(CoveredCandle? other) => other is not null && Candle == other.Candle && At == other.At;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Candle, At);
}
