using System.Runtime.InteropServices;
using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>How much the price moves: the standard deviation of 30 daily log returns, as of a year.</summary>
/// <param name="Percent">The volatility in percent a year, six decimals.</param>
/// <param name="Percentile">How many percent of the other known windows of 30 days were calmer; null where there is no other.</param>
public sealed record Volatility(decimal Percent, decimal? Percentile)
{
    /// <summary>How many returns it is taken from.</summary>
    public const int Days = 30;

    // Bitcoin is traded on every day.
    private const double DaysOfYear = 365;

    /// <summary>
    /// The volatility of the 30 days up to one; null where a close among them, or the one before them, is missing or doubtful.
    /// </summary>
    /// <param name="oldestFirst">All days that are over.</param>
    /// <param name="lastDay">The day that the window ends with.</param>
    public static Volatility? Of(ReadOnlySpan<Candle> oldestFirst, DateTimeOffset lastDay)
    {
        var windows = WindowsOf(oldestFirst);
        if (windows.Count == 0 || windows[^1].LastDay != lastDay)
        {
            return null;
        }

        var current = windows[^1].Deviation;
        decimal? percentile =
            windows.Count == 1
                ? null
                : Math.Round((decimal)windows.Count(window => window.Deviation < current) / (windows.Count - 1) * 100, 6);
        return new Volatility(Math.Round((decimal)(current * Math.Sqrt(DaysOfYear) * 100), 6), percentile);
    }

    private static List<(DateTimeOffset LastDay, double Deviation)> WindowsOf(ReadOnlySpan<Candle> days)
    {
        var (returns, windows) = (new List<double>(), new List<(DateTimeOffset, double)>());
        for (var at = 1; at < days.Length; at++)
        {
            if (!DayChange.AreSure(days[at - 1], days[at]))
            {
                returns.Clear();
                continue;
            }

            returns.Add(Math.Log((double)days[at].Close / (double)days[at - 1].Close));
            if (returns.Count >= Days)
            {
                windows.Add((days[at].OpenTime, DeviationOf(CollectionsMarshal.AsSpan(returns)[^Days..])));
            }
        }

        return windows;
    }

    /// <summary>
    /// The sample standard deviation, computed from scratch per window: running sums lose digits where returns are small.
    /// </summary>
    private static double DeviationOf(ReadOnlySpan<double> returns)
    {
        var (sum, squares) = (0d, 0d);
        foreach (var one in returns)
        {
            sum += one;
        }

        var mean = sum / returns.Length;
        foreach (var one in returns)
        {
            squares += (one - mean) * (one - mean);
        }

        return Math.Sqrt(squares / (returns.Length - 1));
    }
}
