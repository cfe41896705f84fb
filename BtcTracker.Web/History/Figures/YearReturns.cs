using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>The change of the price over a month or a year, from the close before it to its last.</summary>
/// <param name="Percent">The change in percent, six decimals.</param>
/// <param name="IsSoFar">Whether it is not over; then it goes up to the close of the last day that is.</param>
public readonly record struct PeriodReturn(decimal Percent, bool IsSoFar);

/// <summary>The returns of a year and of its months.</summary>
/// <param name="Year">The year.</param>
/// <param name="Whole">That of the year; null where the close before it, or its last, is not known.</param>
/// <param name="Months">Those of January to December; null likewise, and for months to come.</param>
public sealed record YearReturns(int Year, PeriodReturn? Whole, IReadOnlyList<PeriodReturn?> Months)
{
    private const int MonthsOfYear = 12;

    /// <summary>The returns of every year of which one is known, oldest first.</summary>
    /// <param name="history">The known candles.</param>
    /// <param name="firstDay">The first day known.</param>
    /// <param name="today">The day that is not over yet.</param>
    public static IReadOnlyList<YearReturns> All(PriceHistory history, DateTimeOffset firstDay, DateTimeOffset today) =>
        [
            .. Enumerable
                .Range(firstDay.Year, Math.Max(0, today.Year - firstDay.Year + 1))
                .Select(year => Of(history, year, today))
                .Where(year => year.Whole is not null || year.Months.Any(month => month is not null)),
        ];

    private static YearReturns Of(PriceHistory history, int year, DateTimeOffset today)
    {
        var start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new YearReturns(
            year,
            Between(history, start, start.AddYears(1), today),
            [
                .. Enumerable
                    .Range(0, MonthsOfYear)
                    .Select(month => Between(history, start.AddMonths(month), start.AddMonths(month + 1), today)),
            ]
        );
    }

    private static PeriodReturn? Between(PriceHistory history, DateTimeOffset start, DateTimeOffset end, DateTimeOffset today)
    {
        var isSoFar = end > today;
        return start < today && PriceChange.Percent(CloseAt(history, start), CloseAt(history, isSoFar ? today : end)) is { } percent
            ? new PeriodReturn(percent, isSoFar)
            : null;
    }

    /// <summary>The close of the day that ends at an instant; null where it is not known or doubtful.</summary>
    private static decimal? CloseAt(PriceHistory history, DateTimeOffset midnight) =>
        history.Find(Interval.OneDay, midnight.AddDays(-1)) is { Doubtful: false } day ? day.Close : null;
}
