namespace BtcTracker.Market.Storage.Imported;

/// <summary>A candle that was put at a place.</summary>
/// <param name="Candle">The candle.</param>
/// <param name="At">When it was put.</param>
/// <param name="Import">The import that put it; null where no import did.</param>
internal sealed record CandleLayer(Candle Candle, DateTimeOffset At, ImportId? Import)
{
    /// <summary>What stands at a place after all that was put there, in whichever order it is given; null where nothing was.</summary>
    public static CandleLayer? TopOf(IEnumerable<CandleLayer> layers)
    {
        CandleLayer? top = null;
        foreach (var layer in layers.OrderBy(layer => layer.At).ThenBy(layer => layer.Import?.Number))
        {
            // An import passes over what says the same already.
            var isPassed = top is not null && layer.Import is not null && top.Candle.SaysTheSameAs(layer.Candle);
            top = top is null || (!isPassed && PutGuard.GivesWay(top.Candle, layer.Candle)) ? layer : top;
        }

        return top;
    }
}
