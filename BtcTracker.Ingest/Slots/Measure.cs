using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>The reference that a reading is checked against.</summary>
/// <param name="Latest">The latest accepted quote; null if there is none.</param>
/// <param name="Price">A price of the last days that a correct one must be close to; null if none is known.</param>
public sealed record Measure(Quote? Latest, decimal? Price)
{
    /// <summary>How long a price can be used to check the next one; after a longer pause any price may be correct.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromHours(24);

    /// <summary>
    /// How long an exchange's hourly candle can be used if there is no quote: the market moves less than the bound in that time.
    /// </summary>
    public static readonly TimeSpan LongestCandleAge = TimeSpan.FromDays(3);

    /// <summary>No reference.</summary>
    public static Measure None { get; } = new(null, null);

    /// <summary>The latest quote, whose price is a reference if it is confirmed and less than 24 hours old.</summary>
    public static Measure Of(Quote? latest, DateTimeOffset now) =>
        new(latest, latest is { Confirmed: true } && now - latest.AsOf <= LongestAge ? latest.Price : null);
}
