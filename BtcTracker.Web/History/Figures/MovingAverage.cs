using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>The simple moving average of closes.</summary>
/// <remarks>
/// It covers a number of consecutive calendar steps. If one of them is not known there is no average: one over the
/// candles that exist would cover another span. A doubtful candle counts with its close, as mostly only its high or low is
/// in doubt, and without it there would be no average for as long as the window is.
/// </remarks>
public static class MovingAverage
{
    /// <summary>The average of each candle's close and of the closes before it.</summary>
    /// <param name="oldestFirst">The candles.</param>
    /// <param name="count">How many closes an average is of.</param>
    /// <param name="apart">How far two candles that follow one another are apart: a day for days.</param>
    /// <returns>As many as there are candles; null where a candle of the window is missing.</returns>
    public static decimal?[] Of(ReadOnlySpan<Candle> oldestFirst, int count, TimeSpan apart)
    {
        var (averages, sum) = (new decimal?[oldestFirst.Length], 0m);
        for (var at = 0; at < oldestFirst.Length; at++)
        {
            var first = at - count + 1;
            sum += oldestFirst[at].Close - (first > 0 ? oldestFirst[first - 1].Close : 0);

            // Candles lie on a grid and each is there once: where the first is as far away as it must be, none is missing between.
            var isWhole = first >= 0 && oldestFirst[at].OpenTime - oldestFirst[first].OpenTime == apart * (count - 1);
            averages[at] = isWhole ? sum / count : null;
        }

        return averages;
    }
}
