using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>What a reading is held against.</summary>
/// <param name="Latest">The latest accepted quote; null where there is none.</param>
/// <param name="Price">A price of the last days that a right one cannot be far from; null where none is known.</param>
public sealed record Measure(Quote? Latest, decimal? Price)
{
    /// <summary>How long a price is a measure for the next one: after a longer silence any price may be true.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromHours(24);

    /// <summary>
    /// How long an exchange's hourly candle is one, where no quote is: the market moves less than the bound in that time.
    /// </summary>
    public static readonly TimeSpan LongestCandleAge = TimeSpan.FromDays(3);

    /// <summary>Nothing is known.</summary>
    public static Measure None { get; } = new(null, null);

    /// <summary>The latest quote, which is a measure where it is confirmed and of the last 24 hours.</summary>
    public static Measure Of(Quote? latest, DateTimeOffset now) =>
        new(latest, latest is { Confirmed: true } && now - latest.AsOf <= LongestAge ? latest.Price : null);
}
