using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.History.Figures;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Views;

/// <summary>The candles that a view draws, with the averages at each of them.</summary>
/// <param name="History">The candles.</param>
/// <param name="Averages">For each average of the view its value at each candle; null where it is not known.</param>
public sealed record ViewedHistory(RangeHistory History, IReadOnlyList<AverageLine> Averages)
{
    /// <summary>What is marked between the first candle and the range's end.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>More candles than this could not be distinguished.</summary>
    private const int MostCandles = 400;

    /// <summary>Selects what a view draws from a snapshot; nothing is read from the store.</summary>
    public static ViewedHistory Of(MarketSnapshot snapshot, PageView view)
    {
        var chosen = view.Type == ChartType.Candles ? ForCandles(snapshot, view.Range) : snapshot.For(view.Range);
        var history = chosen with { Candles = view.Unit.Of(chosen.Candles) };
        return new(history, [.. view.Averages.Select(average => AverageLine.Of(average, snapshot.History, history).In(view.Unit))])
        {
            Marks = history.Candles.Count == 0 ? [] : ChartMark.In(new TimeRange(history.Candles[0].OpenTime, history.Span.To), snapshot),
        };
    }

    /// <summary>The text in place of a chart if there is not enough data to draw it.</summary>
    public static string NotDrawn(MarketSnapshot snapshot, HistoryRange range) =>
        snapshot.Backfill is null ? Texts.TooLittleKnown.With(range.Words) : Texts.CollectingRange.With(range.Words);

    private static RangeHistory ForCandles(MarketSnapshot snapshot, HistoryRange range)
    {
        var length = snapshot.For(range).Span.Length;
        var finest = Interval.All.FirstOrDefault(interval => length / interval.Length <= MostCandles, Interval.OneWeek);
        return RangeHistory.Choose(snapshot.History, range, snapshot.ReadAt, finest);
    }
}

/// <summary>An average at each of some candles.</summary>
/// <param name="Average">Which average.</param>
/// <param name="Values">
/// Its value at the end of each candle, up to the last close that is known by then; null where it is not known.
/// </param>
public sealed record AverageLine(Average Average, IReadOnlyList<decimal?> Values)
{
    private const int Decimals = 8;

    /// <summary>The same average in a unit: that of the dollars, so that the price crosses it on the same day in each unit.</summary>
    internal AverageLine In(PriceUnit unit) =>
        unit.IsDollars ? this : this with { Values = [.. Values.Select(value => value is { } known ? unit.Of(known) : (decimal?)null)] };

    internal static AverageLine Of(Average average, PriceHistory known, RangeHistory shown)
    {
        var closes = known.Read(average.Interval, new TimeRange(HistoryWindow.Genesis, shown.Span.To)).ToArray();
        var (means, next) = (MovingAverage.Of(closes, average.Count, average.Interval.Length), 0);
        return new(
            average,
            [
                .. shown.Candles.Select(candle =>
                {
                    for (; next < closes.Length && closes[next].OpenTime < candle.CloseTime; next++) { }

                    return next > 0 && means[next - 1] is { } mean ? Math.Round(mean, Decimals) : (decimal?)null;
                }),
            ]
        );
    }
}
