namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// How often CoinMarketCap can be called so that a month's credits last until its end, at one credit per reading and some per day for
/// currency rates.
/// </summary>
/// <param name="SlotLength">The time between slots.</param>
/// <param name="CreditsForRates">The credits of a day's currency rates.</param>
public sealed record CreditBudget(TimeSpan SlotLength, long CreditsForRates)
{
    /// <summary>Creates the budget from the settings.</summary>
    public static CreditBudget Of(IngestOptions options) => new(options.Grid.Interval, options.ReadsRates ? CoinMarketCapRates.Credits : 0);

    /// <summary>The time between readings with which the credits last until the end of the month, UTC.</summary>
    /// <param name="creditsLeft">The credits left this month.</param>
    /// <param name="now">The time.</param>
    /// <returns>The slot length or a multiple of it; a month if there are no credits.</returns>
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

    /// <summary>The slot of an instant; a slot length divides a day.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset instant) => instant.AddTicks(-(instant.UtcTicks % SlotLength.Ticks));

    /// <summary>The start of the next month, UTC, when the credits are reset.</summary>
    public static DateTimeOffset EndOfMonth(DateTimeOffset now) =>
        new(new DateTime(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(1), TimeSpan.Zero);
}
