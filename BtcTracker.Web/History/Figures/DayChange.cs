using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>How a day changed the price, from the close of the day before to its own.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Percent">The change in percent, six decimals.</param>
public readonly record struct DayChange(DateTimeOffset Day, decimal Percent)
{
    /// <summary>The changes of all days whose day before is known too. A doubtful day has none, nor has the day after it.</summary>
    /// <param name="oldestFirst">The days.</param>
    public static IReadOnlyList<DayChange> All(ReadOnlySpan<Candle> oldestFirst)
    {
        var changes = new List<DayChange>();
        for (var at = 1; at < oldestFirst.Length; at++)
        {
            var (before, day) = (oldestFirst[at - 1], oldestFirst[at]);
            if (AreSure(before, day) && PriceChange.Percent(before.Close, day.Close) is { } percent)
            {
                changes.Add(new DayChange(day.OpenTime, percent));
            }
        }

        return changes;
    }

    /// <summary>Whether a day follows another, and neither is doubtful.</summary>
    internal static bool AreSure(Candle day, Candle next) => next.OpenTime == day.CloseTime && !day.Doubtful && !next.Doubtful;
}
