using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components;

/// <summary>The line with the chart's first and last time, and its candles' interval.</summary>
public static class RangeReadout
{
    /// <summary>The line of a view.</summary>
    public static string Of(MarketSnapshot snapshot, ViewedHistory viewed, PageView view)
    {
        var history = viewed.History;
        return history.Candles.Count == 0
            ? Texts.NoCandles.With(view.Range.Words)
            : Texts.RangeReadout.With(Times.Minute(history.Candles[0].OpenTime), Times.Minute(EndOf(snapshot, history)), history.Interval)
                + (view.Unit.IsDollars ? null : $" · {Texts.SatoshiNote}")
                + (view.IsLog ? $" · {Texts.LogarithmicNote}" : null);
    }

    /// <summary>A source's own time may lie before the candle that its price was folded into.</summary>
    private static DateTimeOffset EndOf(MarketSnapshot snapshot, RangeHistory history) =>
        history.Range.End <= snapshot.ReadAt ? history.Candles[^1].CloseTime
        : snapshot.Latest?.AsOf is { } asOf && asOf > history.Candles[^1].OpenTime ? asOf
        : snapshot.Latest is null ? history.Span.To
        : history.Candles[^1].OpenTime;
}
