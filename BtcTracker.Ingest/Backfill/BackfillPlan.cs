using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>A part of the backfill: how far back the candles of an interval are fetched.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Reach">How far back; null means as far as the source goes.</param>
/// <param name="Era">The era that it fills, which has its own watermark.</param>
public sealed record BackfillPlan(Interval Interval, TimeSpan? Reach, WatermarkEra Era = WatermarkEra.SinceListing)
{
    /// <summary>
    /// All plans, in the order in which the page needs them: the last day, daily candles for the long ranges, hours, the rest.
    /// </summary>
    public static IReadOnlyList<BackfillPlan> All { get; } =
    [
        new(Interval.FiveMinutes, TimeSpan.FromDays(1)) { IsAdvance = true },
        new(Interval.OneDay, null),
        new(Interval.OneHour, TimeSpan.FromDays(400)),
        new(Interval.FiveMinutes, TimeSpan.FromDays(7)),
        new(Interval.OneDay, null, WatermarkEra.BeforeListing),
    ];

    /// <summary>
    /// Whether it fetches the end of another plan ahead of time, only while that plan has no watermark. It does not move the watermark,
    /// since everything before is still missing.
    /// </summary>
    public bool IsAdvance { get; init; }

    /// <summary>
    /// The range to fetch: from the first source's beginning to the forming candle, or everything before that from other sources.
    /// </summary>
    public TimeRange SpanOf(ICandleSource source, DateTimeOffset now) =>
        Era == WatermarkEra.BeforeListing
            ? new TimeRange(source.Earliest, source.Beginning)
            : new TimeRange(source.Beginning, Interval.OpenTimeOf(now));

    /// <summary>The start: the watermark, so that there is no gap before it; without one as far back as planned.</summary>
    public DateTimeOffset Start(DateTimeOffset? watermark, DateTimeOffset beginning, DateTimeOffset now)
    {
        var planned = Reach is { } reach && now - reach > beginning ? now - reach : beginning;
        return Interval.OpenTimeOf(watermark ?? planned);
    }
}
