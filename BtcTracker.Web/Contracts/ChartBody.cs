using System.Text.Json.Serialization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// A range's candles as the page's own chart draws them, in small whole numbers: a third of what the API's series compress to.
/// <c>Scripts/chart-body.js</c> reads it, and it may change with any version.
/// </summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Step">Its length in seconds.</param>
/// <param name="First">When the first candle opened, in seconds since the epoch; 0 without one.</param>
/// <param name="Breaks">Where a candle does not open a step after the one before: its number, then the seconds between them.</param>
/// <param name="Decimals">How many decimals the prices have: those that the page shows.</param>
/// <param name="VolumeExponent">The power of ten that volumes count.</param>
/// <param name="Columns">The candles.</param>
public sealed record ChartBody(
    string Interval, long Step, long First, IReadOnlyList<long> Breaks, int Decimals, int VolumeExponent, ChartColumns Columns)
{
    // A price of a hundred thousand with so many is still a number that a script holds exactly.
    private const int MostDecimals = 8;

    /// <summary>Writes a range's history.</summary>
    public static ChartBody Of(RangeHistory history)
    {
        var candles = history.Candles;
        var decimals = candles.Count == 0 ? 0 : Math.Min(MostDecimals, Numbers.PriceDecimals(candles.Min(candle => candle.Low)));
        var volume = ChartVolume.Of(candles);
        return new(
            history.Interval.Code,
            StepOf(history),
            candles.Count == 0 ? 0 : candles[0].OpenTime.ToUnixTimeSeconds(),
            [.. BreaksOf(history)],
            decimals,
            volume?.Exponent ?? 0,
            ChartColumns.Of(candles, decimals, volume?.Column));
    }

    private static long StepOf(RangeHistory history) => (long)history.Interval.Length.TotalSeconds;

    private static IEnumerable<long> BreaksOf(RangeHistory history)
    {
        for (var at = 1; at < history.Candles.Count; at++)
        {
            var seconds = (long)(history.Candles[at].OpenTime - history.Candles[at - 1].OpenTime).TotalSeconds;
            if (seconds != StepOf(history))
            {
                yield return at;
                yield return seconds;
            }
        }
    }
}

/// <summary>The candles' columns. Prices count in the last decimal; the first candle's close before is its own.</summary>
/// <param name="Close">Last prices, from the close before; the first one from 0.</param>
/// <param name="High">Highest prices, above the higher of close and close before.</param>
/// <param name="Low">Lowest prices, below the lower of the two.</param>
/// <param name="Volume">What was traded; null where it is not known, or was counted in another unit. Missing where all are null.</param>
public sealed record ChartColumns(
    IReadOnlyList<decimal> Close,
    IReadOnlyList<decimal> High,
    IReadOnlyList<decimal> Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<decimal?>? Volume)
{
    internal static ChartColumns Of(IReadOnlyList<Candle> candles, int decimals, IReadOnlyList<decimal?>? volume)
    {
        var unit = PowerOfTen(decimals);
        decimal Units(decimal price) => Math.Round(price * unit, MidpointRounding.AwayFromZero);

        decimal[] closes = [.. candles.Select(candle => Units(candle.Close))];
        decimal Before(int at) => closes[Math.Max(0, at - 1)];

        return new(
            [.. closes.Select((close, at) => at == 0 ? close : close - Before(at))],
            [.. candles.Select((candle, at) => Units(candle.High) - Math.Max(closes[at], Before(at)))],
            [.. candles.Select((candle, at) => Math.Min(closes[at], Before(at)) - Units(candle.Low))],
            volume);
    }

    private static decimal PowerOfTen(int exponent) => exponent == 0 ? 1 : 10 * PowerOfTen(exponent - 1);
}
