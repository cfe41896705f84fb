using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>How far the sources were apart, for each candle of a chart.</summary>
public static class SourceSpreads
{
    /// <summary>Ingest compares the sources every 15 minutes, so a comparison counts until the next.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The spread of each candle, or of the last one that opened less than 15 minutes before it; null where neither is known.
    /// </summary>
    /// <param name="oldestFirst">The candles.</param>
    public static IReadOnlyList<decimal?> Of(IReadOnlyList<Candle> oldestFirst)
    {
        Candle? compared = null;
        return
        [
            .. oldestFirst.Select(candle =>
            {
                compared = candle.Spread is null ? compared : candle;
                return compared is not null && candle.OpenTime - compared.OpenTime < Period ? compared.Spread : null;
            }),
        ];
    }
}
