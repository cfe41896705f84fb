using BtcTracker.Market;

namespace BtcTracker.Ingest.Backfill;

/// <summary>How far back the candles of an interval are fetched.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Reach">How far; null as far as the source goes.</param>
public sealed record BackfillPlan(Interval Interval, TimeSpan? Reach)
{
    /// <summary>What the page needs first comes first: days for the long ranges, five minutes for the short ones, then hours.</summary>
    public static IReadOnlyList<BackfillPlan> All { get; } =
    [
        new(Interval.OneDay, null),
        new(Interval.FiveMinutes, TimeSpan.FromDays(7)),
        new(Interval.OneHour, TimeSpan.FromDays(400)),
    ];

    /// <summary>Where to begin: at the watermark, so that no gap stays behind it; else as far back as planned.</summary>
    public DateTimeOffset Start(DateTimeOffset? watermark, DateTimeOffset beginning, DateTimeOffset now)
    {
        var planned = Reach is { } reach && now - reach > beginning ? now - reach : beginning;
        return Interval.OpenTimeOf(watermark ?? planned);
    }
}
