using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Alerts;

/// <summary>
/// A quote's change over 24 hours: the source's own, otherwise computed from the stored 5-minute candle that closed a day before.
/// </summary>
internal static class DayChange
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>The change in percent; null if there is no price of the day before.</summary>
    public static async Task<decimal?> FindAsync(IPriceReader reader, Quote quote, CancellationToken cancellationToken)
    {
        if (quote.PercentChange24h is { } known)
        {
            return known;
        }

        decimal? before = null;
        var end = quote.AsOf - Day;
        var range = new TimeRange(end - Tolerance, end);
        await foreach (var candle in reader.ReadCandlesAsync(quote.Symbol, Interval.FiveMinutes, range, cancellationToken))
        {
            before = candle is { Doubtful: false } && candle.CloseTime <= end ? candle.Close : before;
        }

        return before is > 0 ? ((quote.Price / before) - 1) * 100 : null;
    }
}
