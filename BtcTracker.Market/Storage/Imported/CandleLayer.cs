namespace BtcTracker.Market.Storage.Imported;

/// <summary>A candle that was put at an open time.</summary>
/// <param name="Candle">The candle.</param>
/// <param name="At">When it was put.</param>
/// <param name="Import">The import that put it; null if no import did.</param>
internal sealed record CandleLayer(Candle Candle, DateTimeOffset At, ImportId? Import)
{
    /// <summary>
    /// The candle that results from everything that was put at an open time, in any order of the layers; null if there are none.
    /// </summary>
    public static CandleLayer? TopOf(IEnumerable<CandleLayer> layers)
    {
        CandleLayer? top = null;
        foreach (var layer in layers.OrderBy(layer => layer.At).ThenBy(layer => layer.Import?.Number))
        {
            // An import skips a row that equals the stored candle.
            var isPassed = top is not null && layer.Import is not null && top.Candle.HasSameValuesAs(layer.Candle);
            top = top is null || (!isPassed && PutGuard.IsReplacedBy(top.Candle, layer.Candle)) ? layer : top;
        }

        return top;
    }
}
