using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The candles in memory of a span, in the finest interval whose rows do not exceed the maximum.</summary>
/// <param name="Interval">The interval that was chosen.</param>
/// <param name="Span">The requested span, as far as it is shown.</param>
/// <param name="Candles">Oldest first.</param>
/// <param name="IsCut">Whether even weeks are too many, so that the oldest are left out.</param>
public sealed record BriefHistory(Interval Interval, TimeRange Span, IReadOnlyList<Candle> Candles, bool IsCut)
{
    /// <summary>The most rows.</summary>
    public const int MostRows = 1_000;

    /// <summary>Chooses the interval and takes its candles.</summary>
    public static BriefHistory Of(PriceHistory history, TimeRange span)
    {
        var interval =
            Interval.All.FirstOrDefault(interval => span.Length / interval.Length <= MostRows && Reaches(history, interval, span.From))
            ?? Interval.OneWeek;
        // Whole candles only, so that rolled-up ones are exact.
        var candles = history.Read(interval, new TimeRange(interval.OpenTimeOf(span.From), span.To));
        return new BriefHistory(interval, span, [.. candles.TakeLast(MostRows)], candles.Count > MostRows);
    }

    /// <summary>Whether an interval is kept in memory since an instant, or from the first known day on.</summary>
    private static bool Reaches(PriceHistory history, Interval interval, DateTimeOffset instant)
    {
        var kept = history.Stored(interval.StoredAs);
        var days = history.Stored(Interval.OneDay);
        return !kept.IsEmpty && (kept[0].OpenTime <= instant || (!days.IsEmpty && kept[0].OpenTime <= days[0].OpenTime));
    }
}
