namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// How often CoinMarketCap can be asked so that a month's credits last until its end: one credit a reading, and those of the rates each
/// day.
/// </summary>
/// <param name="SlotLength">The time between slots.</param>
/// <param name="CreditsForRates">What a day's currency rates take.</param>
public sealed record CreditBudget(TimeSpan SlotLength, long CreditsForRates)
{
    /// <summary>What the settings take.</summary>
    public static CreditBudget Of(IngestOptions options) => new(options.Grid.Interval, options.ReadsRates ? CoinMarketCapRates.Credits : 0);

    /// <summary>The time between readings that the credits allow until the month ends, UTC.</summary>
    /// <param name="creditsLeft">What is left of the month's credits.</param>
    /// <param name="now">The time.</param>
    /// <returns>The slot length or a multiple of it; a month where there are none to spend.</returns>
    public TimeSpan SpacingFor(long creditsLeft, DateTimeOffset now)
    {
        var left = EndOfMonth(now) - now;
        var readings = creditsLeft - ((long)Math.Ceiling(left.TotalDays) * CreditsForRates);
        if (readings <= 0)
        {
            return left > SlotLength ? left : SlotLength;
        }

        var slots = Math.Max(1, (long)Math.Ceiling(left / readings / SlotLength));
        return slots * SlotLength;
    }

    /// <summary>The slot that an instant belongs to; a slot length divides a day.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset instant) => instant.AddTicks(-(instant.UtcTicks % SlotLength.Ticks));

    /// <summary>The first instant of the next month, UTC, at which the credits are new.</summary>
    public static DateTimeOffset EndOfMonth(DateTimeOffset now) =>
        new(new DateTime(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(1), TimeSpan.Zero);
}
