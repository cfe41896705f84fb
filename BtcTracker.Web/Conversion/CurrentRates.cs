using BtcTracker.Market;

namespace BtcTracker.Web.Conversion;

/// <summary>A currency's rate that is not too old to be shown.</summary>
/// <param name="Currency">Its ISO 4217 code.</param>
/// <param name="PerDollar">Units of it for one dollar.</param>
/// <param name="Origin">Where it came from, and when.</param>
public sealed record CurrentRate(string Currency, decimal PerDollar, RateOrigin Origin);

/// <summary>Chooses the rates that are not too old.</summary>
public static class CurrentRates
{
    /// <summary>
    /// Rates are read once a day while there is a key; rates older than this are from a key since removed, and are not shown.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromDays(3);

    /// <summary>
    /// The European Central Bank publishes none on weekends and holidays: Thursday's are the latest until the Tuesday after Easter.
    /// </summary>
    public static readonly TimeSpan LongestAgeOfBank = TimeSpan.FromDays(7);

    // A simulated source has its mode as a prefix.
    private const string Bank = "ecb";

    /// <summary>The rates to show at an instant, in a fixed order.</summary>
    public static IReadOnlyList<CurrentRate> At(CurrencyRates? rates, DateTimeOffset now) =>
        rates is null
            ? []
            :
            [
                .. from currency in CurrencyRates.Currencies
                where rates.PerDollar.ContainsKey(currency)
                let origin = rates.OriginOf(currency)
                where now - origin.AsOf <= (origin.Source.Split(':')[^1] == Bank ? LongestAgeOfBank : LongestAge)
                select new CurrentRate(currency, rates.PerDollar[currency], origin),
            ];
}
