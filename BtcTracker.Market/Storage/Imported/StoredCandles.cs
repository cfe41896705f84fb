namespace BtcTracker.Market.Storage.Imported;

/// <summary>Reads candles consistently, with the imports that put them.</summary>
internal sealed class StoredCandles(PriceTable table)
{
    /// <summary>The stored candle at another's open time; null if there is none.</summary>
    public async Task<StoredCandle?> FindAsync(Candle candle, CancellationToken cancellationToken)
    {
        var partition = Keys.Candle(candle.Symbol, candle.Interval, candle.OpenTime);
        return await table.FindAsync(partition, Keys.SortOf(candle.OpenTime), consistent: true, cancellationToken) is { } item
            ? StoredCandle.Of(item, candle.Symbol, candle.Interval)
            : null;
    }

    /// <summary>The candles of a range by their open times.</summary>
    public async Task<Dictionary<DateTimeOffset, StoredCandle>> ReadAsync(
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<DateTimeOffset, StoredCandle>();
        foreach (var span in Keys.Candles(Symbol.BtcUsd, interval, range))
        {
            await foreach (var item in table.ReadAsync(span, consistent: true, cancellationToken))
            {
                var candle = StoredCandle.Of(item, Symbol.BtcUsd, interval);
                found[candle.Candle.OpenTime] = candle;
            }
        }

        return found;
    }
}
