using System.Globalization;
using System.Text;
using BtcTracker.Market;

namespace BtcTracker.Web.Components.Chart;

/// <summary>Candles as paths: those that rose or stayed, which are hollow, those that fell, and the one that is not over.</summary>
/// <param name="Rising">The path of the hollow ones.</param>
/// <param name="Falling">The path of the filled ones.</param>
public sealed record CandlePaths(string Rising, string Falling)
{
    /// <summary>The path of the one that is not over; empty where all are.</summary>
    public string Forming { get; private init; } = string.Empty;

    /// <summary>Whether the one that is not over has fallen so far.</summary>
    public bool HasFormingFallen { get; private init; }

    private const int MostCandles = 220;

    /// <summary>No candle.</summary>
    public static CandlePaths None { get; } = new(string.Empty, string.Empty);

    /// <summary>Draws candles; if there are too many to distinguish, several in a row become one.</summary>
    /// <param name="candles">The candles, oldest first.</param>
    /// <param name="time">The time from the plot's left to its right.</param>
    /// <param name="scale">The scale of prices.</param>
    /// <param name="plot">The plot's size.</param>
    /// <param name="isLastForming">Whether the last candle is not over.</param>
    public static CandlePaths Of(IReadOnlyList<Candle> candles, TimeRange time, ChartScale scale, PlotSize plot, bool isLastForming)
    {
        var (rising, falling, forming) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var hasFallen = false;
        foreach (var group in candles.Chunk((int)Math.Ceiling(candles.Count / (double)MostCandles)))
        {
            var (open, close) = (group[0].Open, group[^1].Close);
            var (left, right) = (Across(group[0].OpenTime, time, plot), Across(group[^1].CloseTime, time, plot));
            decimal Down(decimal price) => plot.Down(scale.Depth(price));
            hasFallen = close < open;
            var isForming = isLastForming && group[^1] == candles[^1];
            Append(
                isForming ? forming
                    : hasFallen ? falling
                    : rising,
                left,
                right,
                (Down(Math.Max(open, close)), Down(Math.Min(open, close))),
                (Down(group.Max(candle => candle.High)), Down(group.Min(candle => candle.Low)))
            );
        }

        return new(rising.ToString(), falling.ToString()) { Forming = forming.ToString(), HasFormingFallen = hasFallen };
    }

    // The wick ends at the body, which is hollow.
    private static void Append(
        StringBuilder path,
        decimal left,
        decimal right,
        (decimal Top, decimal Bottom) body,
        (decimal Top, decimal Bottom) wick
    )
    {
        var (middle, half) = ((left + right) / 2, (right - left) * 0.35m);
        path.Append(
                CultureInfo.InvariantCulture,
                $"M{middle:0.#} {wick.Top:0.##}V{body.Top:0.##}M{middle:0.#} {body.Bottom:0.##}V{wick.Bottom:0.##}"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"M{middle - half:0.#} {body.Top:0.##}h{2 * half:0.#}V{body.Bottom:0.##}h{-2 * half:0.#}z"
            );
    }

    private static decimal Across(DateTimeOffset at, TimeRange time, PlotSize plot) =>
        Math.Clamp((decimal)(at - time.From).Ticks / time.Length.Ticks, 0, 1) * plot.Width;
}
