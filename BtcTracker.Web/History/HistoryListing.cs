using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.History;

/// <summary>A row of the listed history.</summary>
/// <param name="Start">When it started.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price; a doubtful candle gives none where there is another.</param>
/// <param name="Low">The lowest price, likewise.</param>
/// <param name="Close">The last price.</param>
/// <param name="Change">The change of the close in percent; null where the period before is not known.</param>
/// <param name="Volume">What was traded; null where it is not known of all parts.</param>
/// <param name="VolumeUnit">The asset that the volume counts; null together with it.</param>
/// <param name="IsForming">Whether it is not over.</param>
public sealed record ListedRow(
    DateTimeOffset Start,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal? Change,
    decimal? Volume,
    string? VolumeUnit,
    bool IsForming
);

/// <summary>A page of the history as a table, of the days in memory: latest first.</summary>
/// <param name="Period">The period of a row.</param>
/// <param name="Page">Which page, from 1 on.</param>
/// <param name="Pages">How many there are; 1 where nothing is known.</param>
/// <param name="Rows">Newest first.</param>
public sealed record HistoryListing(ListedPeriod Period, int Page, int Pages, IReadOnlyList<ListedRow> Rows)
{
    /// <summary>How many rows a page has.</summary>
    public const int RowsOfPage = 100;

    /// <summary>Lists a page of the history.</summary>
    /// <param name="history">The known history.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="interval">The period's code; days where there is none.</param>
    /// <param name="page">The page; the first where there is none.</param>
    /// <returns>The page, or the problem of the query.</returns>
    public static (HistoryListing? Listing, string? Problem) Of(PriceHistory history, DateTimeOffset readAt, string? interval, string? page)
    {
        var period = string.IsNullOrEmpty(interval) ? ListedPeriod.Day : ListedPeriod.All.FirstOrDefault(known => known.Code == interval);
        if (period is null)
        {
            return (null, Texts.UnknownInterval.With(interval, string.Join(", ", ListedPeriod.All.Select(known => known.Code))));
        }

        var periods = PeriodsOf(history.Stored(Interval.OneDay).ToArray(), period);
        var pages = Math.Max(1, (periods.Count + RowsOfPage - 1) / RowsOfPage);
        var number = 1;
        if (
            !string.IsNullOrEmpty(page)
            && !(int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= pages)
        )
        {
            return (null, Texts.UnknownPage.With(page, pages));
        }

        return (new HistoryListing(period, number, pages, RowsOf(periods, period, number, readAt)), null);
    }

    private static List<Candle[]> PeriodsOf(Candle[] days, ListedPeriod period) =>
        [.. days.GroupBy(day => period.StartOf(day.OpenTime)).Select(parts => parts.ToArray())];

    private static ListedRow[] RowsOf(List<Candle[]> periods, ListedPeriod period, int page, DateTimeOffset now)
    {
        var end = periods.Count - ((page - 1) * RowsOfPage);
        return
        [
            .. Enumerable
                .Range(0, Math.Min(RowsOfPage, end))
                .Select(row => end - 1 - row)
                .Select(at => RowOf(periods[at], at > 0 ? periods[at - 1] : null, period, now)),
        ];
    }

    private static ListedRow RowOf(Candle[] days, Candle[]? before, ListedPeriod period, DateTimeOffset now)
    {
        var start = period.StartOf(days[0].OpenTime);
        var sure = Array.TrueForAll(days, day => day.Doubtful) ? days : Array.FindAll(days, day => !day.Doubtful);
        var isNext = before is not null && period.StartAfter(period.StartOf(before[0].OpenTime)) == start;
        var (unit, close) = (days[0].VolumeUnit, days[^1].Close);
        var hasVolume = Array.TrueForAll(days, day => day.Volume is not null && day.VolumeUnit == unit);
        return new ListedRow(
            start,
            days[0].Open,
            sure.Max(day => day.High),
            sure.Min(day => day.Low),
            close,
            isNext ? PriceChange.Percent(before![^1].Close, close) : null,
            hasVolume ? days.Sum(day => day.Volume) : null,
            hasVolume ? unit : null,
            period.StartAfter(start) > now
        );
    }
}
