using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>The options of <c>verify</c>.</summary>
/// <param name="Range">The slots and open times.</param>
/// <param name="Interval">The candles' interval; null for all stored ones.</param>
/// <param name="ClosedUntil">Candles that close later may still change, and are skipped.</param>
internal sealed record VerifyRequest(TimeRange Range, Interval? Interval, DateTimeOffset ClosedUntil)
{
    /// <summary>The intervals of the candles.</summary>
    public IEnumerable<Interval> Intervals => Market.Interval.Stored.Where(stored => Interval is null || stored == Interval);

    /// <summary>Whether a candle is among those to check.</summary>
    public bool Includes(Interval interval, DateTimeOffset openTime) =>
        Range.Contains(openTime) && openTime + interval.Length <= ClosedUntil;
}
