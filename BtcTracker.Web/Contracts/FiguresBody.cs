using BtcTracker.Web.History;
using BtcTracker.Web.History.Figures;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// The API's key figures of the price. Prices are in US dollars, shares and changes in percent. Unknown values are null; what
/// needs the history is null while older days are still being fetched, and <see cref="Returns"/> is empty.
/// </summary>
public sealed record FiguresBody
{
    /// <summary>The pair: <c>BTC-USD</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The time of the latest price, UTC; null before the first quote.</summary>
    public required DateTime? AsOf { get; init; }

    /// <summary>Where the latest price came from; in demo and replay with that word before it.</summary>
    public required string? Source { get; init; }

    /// <summary>The latest price, US dollars.</summary>
    public required decimal? Price { get; init; }

    /// <summary>The last UTC day that is over: averages, volatility, best and worst day and returns go up to its close.</summary>
    public required DateOnly? LastDay { get; init; }

    /// <summary>The average close of the last 200 days, US dollars; null where one of them is not known.</summary>
    public required decimal? Average200Days { get; init; }

    /// <summary>How far the latest price is from <see cref="Average200Days"/>, percent.</summary>
    public required decimal? FromAverage200Days { get; init; }

    /// <summary>The latest price ÷ <see cref="Average200Days"/>, a ratio.</summary>
    public required decimal? MayerMultiple { get; init; }

    /// <summary>The average close of the last 200 weeks, which end on Sunday, US dollars; null where one of them is not known.</summary>
    public required decimal? Average200Weeks { get; init; }

    /// <summary>How far the latest price is from <see cref="Average200Weeks"/>, percent.</summary>
    public required decimal? FromAverage200Weeks { get; init; }

    /// <summary>
    /// The sample standard deviation of the last 30 daily log returns × √365, percent a year; null where a day is missing or doubtful.
    /// </summary>
    public required decimal? Volatility30Days { get; init; }

    /// <summary>How many percent of all other known windows of 30 days were calmer, 0 to 100.</summary>
    public required decimal? VolatilityPercentile { get; init; }

    /// <summary>How many UTC days ago the highest price was reached since the first day known.</summary>
    public required int? DaysSinceAllTimeHigh { get; init; }

    /// <summary>The day with the largest change from close to close.</summary>
    public required DayChangeBody? BestDay { get; init; }

    /// <summary>The day with the smallest change from close to close.</summary>
    public required DayChangeBody? WorstDay { get; init; }

    /// <summary>The volume of 24 hours ÷ the market cap, percent.</summary>
    public required decimal? VolumeToCap { get; init; }

    /// <summary>The coins that a day brings at a block each 10 minutes, BTC.</summary>
    public required decimal? IssuedPerDay { get; init; }

    /// <summary>About when the next halving will be, UTC: estimated from the supply, with a block each 10 minutes.</summary>
    public required DateTime? NextHalving { get; init; }

    /// <summary>The returns by year and month, oldest first.</summary>
    public required IReadOnlyList<YearReturnsBody> Returns { get; init; }

    /// <summary>The figures of a snapshot.</summary>
    public static FiguresBody Of(MarketSnapshot snapshot)
    {
        var (latest, figures, pace) = (snapshot.Latest, snapshot.Figures, snapshot.Latest is { } quote ? QuoteRatios.PaceOf(quote) : null);
        return new FiguresBody
        {
            Symbol = Market.Symbol.BtcUsd.ToString(),
            AsOf = latest?.AsOf.UtcDateTime,
            Source = latest?.Source,
            Price = latest?.Price,
            LastDay = figures is null ? null : DateOnly.FromDateTime(figures.LastDay.UtcDateTime),
            Average200Days = figures?.DayAverage,
            FromAverage200Days = PriceChange.Percent(figures?.DayAverage, latest?.Price),
            MayerMultiple = HistoryFigures.Multiple(latest?.Price, figures?.DayAverage),
            Average200Weeks = figures?.WeekAverage,
            FromAverage200Weeks = PriceChange.Percent(figures?.WeekAverage, latest?.Price),
            Volatility30Days = figures?.Volatility?.Percent,
            VolatilityPercentile = figures?.Volatility?.Percentile,
            DaysSinceAllTimeHigh = snapshot.AwaitsDays ? null : snapshot.Stats?.DaysSinceHigh(snapshot.ReadAt),
            BestDay = DayChangeBody.Of(figures?.Best),
            WorstDay = DayChangeBody.Of(figures?.Worst),
            VolumeToCap = latest is null ? null : QuoteRatios.VolumeToCap(latest),
            IssuedPerDay = pace?.PerDay,
            NextHalving = pace?.NextHalving.UtcDateTime,
            Returns = [.. (figures?.Years ?? []).Select(YearReturnsBody.Of)],
        };
    }
}

/// <summary>How a day changed the price.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Change">The change from the close of the day before to its own, percent.</param>
public sealed record DayChangeBody(DateOnly Day, decimal Change)
{
    /// <summary>The body of a day; null for none.</summary>
    public static DayChangeBody? Of(DayChange? day) =>
        day is { } known ? new(DateOnly.FromDateTime(known.Day.UtcDateTime), known.Percent) : null;
}

/// <summary>The returns of a year and its months, from the close before to the last.</summary>
/// <param name="Year">The year.</param>
/// <param name="Change">
/// That of the year, percent; up to the close of the last day where it is under way; null where a close is not known.
/// </param>
/// <param name="Months">Those of January to December, percent; null likewise, and for months to come.</param>
/// <param name="MonthUnderWay">The month whose return is only so far, 1 to 12; null where all are over.</param>
public sealed record YearReturnsBody(int Year, decimal? Change, IReadOnlyList<decimal?> Months, int? MonthUnderWay)
{
    /// <summary>The body of a year.</summary>
    public static YearReturnsBody Of(YearReturns year)
    {
        var underWay = year.Months.ToList().FindIndex(month => month is { IsSoFar: true }) + 1;
        return new(year.Year, year.Whole?.Percent, [.. year.Months.Select(month => month?.Percent)], underWay == 0 ? null : underWay);
    }
}
