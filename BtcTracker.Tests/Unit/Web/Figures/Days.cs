using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Web.Figures;

/// <summary>Days to compute figures from.</summary>
internal static class Days
{
    /// <summary>Consecutive days with these closes.</summary>
    public static Candle[] Of(string first, params IEnumerable<decimal> closes) =>
        [
            .. closes.Select(
                (close, at) => Samples.Candle(first, Interval.OneDay, close: close) with { OpenTime = Samples.At(first).AddDays(at) }
            ),
        ];

    /// <summary>So many days; each close is computed from its number, from 0.</summary>
    public static Candle[] Of(string first, int count, Func<int, decimal> close) => Of(first, Enumerable.Range(0, count).Select(close));

    /// <summary>The days without one of them.</summary>
    public static Candle[] Without(this Candle[] days, int at) => [.. days[..at], .. days[(at + 1)..]];

    /// <summary>The days, one of them doubtful.</summary>
    public static Candle[] WithDoubtful(this Candle[] days, int at) =>
        [.. days[..at], days[at] with { Doubtful = true }, .. days[(at + 1)..]];
}
