using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>
/// The figures of the closed days. They do not change until the next UTC midnight, whatever the latest price.
/// </summary>
/// <param name="LastDay">The last day that is over.</param>
/// <param name="DayAverage">The average close of the last 200 days; null where one is not known.</param>
/// <param name="WeekAverage">The average close of the last 200 weeks, which end on Sunday; null where one is not known.</param>
/// <param name="Volatility">The volatility of the last 30 days; null where one is not known.</param>
/// <param name="Best">The day on which the price rose most; null where no change is known.</param>
/// <param name="Worst">The day on which it fell most; null where no change is known.</param>
/// <param name="Years">The returns by month and year, oldest first.</param>
public sealed record HistoryFigures(
    DateTimeOffset LastDay,
    decimal? DayAverage,
    decimal? WeekAverage,
    Volatility? Volatility,
    DayChange? Best,
    DayChange? Worst,
    IReadOnlyList<YearReturns> Years
)
{
    /// <summary>The number of days, and of weeks, in an average.</summary>
    public const int AverageOf = 200;

    private const int AverageDecimals = 8;

    /// <summary>Computes the figures; null where no closed day is known.</summary>
    /// <param name="history">The known candles.</param>
    /// <param name="now">When the store was read.</param>
    public static HistoryFigures? Of(PriceHistory history, DateTimeOffset now)
    {
        var days = history.Stored(Interval.OneDay);
        var today = Interval.OneDay.OpenTimeOf(now);
        while (!days.IsEmpty && days[^1].OpenTime >= today)
        {
            days = days[..^1];
        }

        if (days.IsEmpty)
        {
            return null;
        }

        var (lastDay, changes) = (today.AddDays(-1), DayChange.All(days));
        return new HistoryFigures(
            lastDay,
            AverageAt(lastDay, days, TimeSpan.FromDays(1)),
            AverageAt(Interval.OneWeek.OpenTimeOf(now).AddDays(-1), SundaysOf(days), TimeSpan.FromDays(7)),
            Volatility.Of(days, lastDay),
            changes.Count == 0 ? null : changes.MaxBy(change => change.Percent),
            changes.Count == 0 ? null : changes.MinBy(change => change.Percent),
            YearReturns.All(history, days[0].OpenTime, today)
        );
    }

    /// <summary>The price ÷ its average; null where one of them is not known.</summary>
    public static decimal? Multiple(decimal? price, decimal? average) =>
        average > 0 && price is not null ? Math.Round(price.Value / average.Value, 6) : null;

    private static decimal? AverageAt(DateTimeOffset last, ReadOnlySpan<Candle> candles, TimeSpan apart)
    {
        var isThere = candles.Length >= AverageOf && candles[^1].OpenTime == last;
        return isThere && MovingAverage.Of(candles[^AverageOf..], AverageOf, apart)[^1] is { } average
            ? Math.Round(average, AverageDecimals)
            : null;
    }

    /// <summary>A week closes as its Sunday does.</summary>
    private static Candle[] SundaysOf(ReadOnlySpan<Candle> days) =>
        [.. days.ToArray().Where(day => day.OpenTime.DayOfWeek == DayOfWeek.Sunday)];
}
