
namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>What the longest month takes of a plan's credits: one a reading, and a credit a currency each day for the rates.</summary>
/// <param name="Interval">The time between readings.</param>
/// <param name="CreditsForRates">What the rates take.</param>
public sealed record CreditBudget(TimeSpan Interval, long CreditsForRates)
{
    private const int Days = 31;

    /// <summary>All that it takes.</summary>
    public long Credits => CreditsOf(Interval) + CreditsForRates;

    /// <summary>What the settings take.</summary>
    public static CreditBudget Of(IngestOptions options) => new(options.Grid.Interval, options.ReadsRates ? Days * CoinMarketCapRates.Credits : 0);

    /// <summary>The shortest interval of whole minutes that divides a day and that a plan is enough for; a day where none is.</summary>
    public TimeSpan IntervalFor(long monthlyCredits)
    {
        const int MinutesOfDay = 24 * 60;
        var minutes = Enumerable.Range(1, MinutesOfDay)
            .Where(length => MinutesOfDay % length == 0 && CreditsOf(TimeSpan.FromMinutes(length)) + CreditsForRates <= monthlyCredits);
        return TimeSpan.FromMinutes(minutes.DefaultIfEmpty(MinutesOfDay).First());
    }

    private static long CreditsOf(TimeSpan interval) => (long)(TimeSpan.FromDays(Days) / interval);
}
