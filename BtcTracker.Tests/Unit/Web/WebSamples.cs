using BtcTracker.Market;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>Histories to test on.</summary>
internal static class WebSamples
{
    private static readonly TimeRange Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public static PriceHistory HistoryOf(Interval interval, IReadOnlyList<Candle> candles) => PriceHistory.Empty.With(interval, candles);

    public static PriceHistory With(this PriceHistory history, Interval interval, IReadOnlyList<Candle> candles) =>
        history.Replace(interval, Always, DateTimeOffset.MinValue, candles);
}
