using System.Globalization;
using System.Text;
using BtcTracker.Market;

namespace BtcTracker.Web.Components.Chart;

/// <summary>Candles as two paths: those that rose or stayed, which are hollow, and those that fell.</summary>
/// <param name="Rising">The path of the hollow ones.</param>
/// <param name="Falling">The path of the filled ones.</param>
public sealed record CandlePaths(string Rising, string Falling)
{
    private const int MostCandles = 220;

    /// <summary>No candle.</summary>
    public static CandlePaths None { get; } = new(string.Empty, string.Empty);

    /// <summary>Draws candles; where there are too many to be told apart, several in a row become one.</summary>
    /// <param name="candles">The candles, oldest first.</param>
    /// <param name="time">The time from the plot's left to its right.</param>
    /// <param name="scale">The scale of prices.</param>
    public static CandlePaths Of(IReadOnlyList<Candle> candles, TimeRange time, ChartScale scale)
    {
        var (rising, falling) = (new StringBuilder(), new StringBuilder());
        foreach (var group in candles.Chunk((int)Math.Ceiling(candles.Count / (double)MostCandles)))
        {
            var (open, close) = (group[0].Open, group[^1].Close);
            var (left, right) = (Across(group[0].OpenTime, time), Across(group[^1].CloseTime, time));
            Append(close >= open ? rising : falling, left, right, scale, (open, group.Max(candle => candle.High), group.Min(candle => candle.Low), close));
        }

        return new(rising.ToString(), falling.ToString());
    }

    // The wick ends at the body, which is hollow.
    private static void Append(StringBuilder path, decimal left, decimal right, ChartScale scale, (decimal Open, decimal High, decimal Low, decimal Close) prices)
    {
        var (middle, half) = ((left + right) / 2, (right - left) * 0.35m);
        var (top, bottom) = (Down(Math.Max(prices.Open, prices.Close), scale), Down(Math.Min(prices.Open, prices.Close), scale));
        path.Append(CultureInfo.InvariantCulture, $"M{middle:0.#} {Down(prices.High, scale)}V{top}M{middle:0.#} {bottom}V{Down(prices.Low, scale)}")
            .Append(CultureInfo.InvariantCulture, $"M{middle - half:0.#} {top}h{2 * half:0.#}V{bottom}h{-2 * half:0.#}z");
    }

    private static decimal Across(DateTimeOffset at, TimeRange time) =>
        Math.Clamp((decimal)(at - time.From).Ticks / time.Length.Ticks, 0, 1) * ChartGeometry.Size;

    private static int Down(decimal price, ChartScale scale) =>
        (int)Math.Round(scale.Depth(price) * ChartGeometry.Size, MidpointRounding.AwayFromZero);
}
