using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Backfill;

/// <summary>How far back the candles of an interval are fetched.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Reach">How far; null as far as the source goes.</param>
/// <param name="Era">The part of the past that it fills, which has a watermark of its own.</param>
public sealed record BackfillPlan(Interval Interval, TimeSpan? Reach, WatermarkEra Era = WatermarkEra.SinceListing)
{
    /// <summary>What the page needs first comes first: the day that it opens with, days for the long ranges, hours, the rest.</summary>
    public static IReadOnlyList<BackfillPlan> All { get; } =
    [
        new(Interval.FiveMinutes, TimeSpan.FromDays(1)) { IsAdvance = true },
        new(Interval.OneDay, null),
        new(Interval.OneHour, TimeSpan.FromDays(400)),
        new(Interval.FiveMinutes, TimeSpan.FromDays(7)),
        new(Interval.OneDay, null, WatermarkEra.BeforeListing),
    ];

    /// <summary>
    /// Whether it fetches the end of another plan ahead of its turn, only while that has no watermark yet. It raises none itself: what lies
    /// before is still missing.
    /// </summary>
    public bool IsAdvance { get; init; }

    /// <summary>
    /// The part of the past that is asked for: from the first source's beginning up to the forming candle, or all that others know of
    /// before.
    /// </summary>
    public TimeRange SpanOf(ICandleSource source, DateTimeOffset now) =>
        Era == WatermarkEra.BeforeListing
            ? new TimeRange(source.Earliest, source.Beginning)
            : new TimeRange(source.Beginning, Interval.OpenTimeOf(now));

    /// <summary>Where to begin: at the watermark, so that no gap stays behind it; else as far back as planned.</summary>
    public DateTimeOffset Start(DateTimeOffset? watermark, DateTimeOffset beginning, DateTimeOffset now)
    {
        var planned = Reach is { } reach && now - reach > beginning ? now - reach : beginning;
        return Interval.OpenTimeOf(watermark ?? planned);
    }
}
