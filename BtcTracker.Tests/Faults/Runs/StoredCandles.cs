using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>The candles that a run has left in the store.</summary>
internal static class StoredCandles
{
    /// <summary>Asserts that they are those of the quotes, and no others.</summary>
    public static async Task AssertEqualAsync(IPriceReader reader, IReadOnlyCollection<Quote> quotes)
    {
        var always = new TimeRange(DateTimeOffset.UnixEpoch, LongRun.First.AddYears(1));
        foreach (var interval in Interval.Stored)
        {
            var expected = quotes
                .GroupBy(quote => interval.OpenTimeOf(quote.Slot))
                .Select(group => Rollup.FromQuotes(group, interval, group.Key))
                .OfType<Candle>();
            var token = TestContext.Current.CancellationToken;
            Assert.Equal(expected, await reader.ReadCandlesAsync(Symbol.BtcUsd, interval, always, token).ToListAsync(token));
        }
    }
}
