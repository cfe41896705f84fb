namespace BtcTracker.Market.Storage.Imported;

/// <summary>Reads candles as of now and not a moment ago, with the imports that put them.</summary>
internal sealed class StandingCandles(PriceTable table)
{
    /// <summary>The candle that stands where another belongs; null where there is none.</summary>
    public async Task<StandingCandle?> FindAsync(Candle candle, CancellationToken cancellationToken)
    {
        var partition = Keys.Candle(candle.Symbol, candle.Interval, candle.OpenTime);
        return await table.FindAsync(partition, Keys.SortOf(candle.OpenTime), consistent: true, cancellationToken) is { } item
            ? StandingCandle.Of(item, candle.Symbol, candle.Interval)
            : null;
    }

    /// <summary>The candles of a range by their open times.</summary>
    public async Task<Dictionary<DateTimeOffset, StandingCandle>> ReadAsync(
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var standing = new Dictionary<DateTimeOffset, StandingCandle>();
        foreach (var span in Keys.Candles(Symbol.BtcUsd, interval, range))
        {
            await foreach (var item in table.ReadAsync(span, consistent: true, cancellationToken))
            {
                var candle = StandingCandle.Of(item, Symbol.BtcUsd, interval);
                standing[candle.Candle.OpenTime] = candle;
            }
        }

        return standing;
    }
}
