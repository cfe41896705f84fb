namespace BtcTracker.Market;

/// <summary>What a US dollar is worth in other currencies.</summary>
/// <param name="AsOf">The source's own time of the rates, UTC.</param>
/// <param name="Source">Where they came from, written as in <see cref="Quote.Source"/>.</param>
/// <param name="PerDollar">
/// Units of a currency for one dollar, by the currency's code; greater than zero. A currency that is not known is missing.
/// </param>
public sealed record CurrencyRates(DateTimeOffset AsOf, string Source, IReadOnlyDictionary<string, decimal> PerDollar)
{
    /// <summary>The currencies that rates are kept for, by their ISO 4217 codes.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "GBP", "MXN", "COP", "ARS", "BRL", "JPY"];

    /// <summary>The currencies whose rate came from elsewhere than <see cref="Source"/>.</summary>
    public IReadOnlyDictionary<string, RateOrigin> Origins { get; init; } = new Dictionary<string, RateOrigin>();

    /// <summary>Where a currency's rate came from.</summary>
    public RateOrigin OriginOf(string currency) => Origins.TryGetValue(currency, out var origin) ? origin : new RateOrigin(Source, AsOf);

    /// <summary>These rates, and others' for the currencies that are missing here.</summary>
    public CurrencyRates CompletedBy(CurrencyRates? others)
    {
        var missing = (others?.PerDollar ?? new Dictionary<string, decimal>()).Where(rate => !PerDollar.ContainsKey(rate.Key)).ToList();
        return missing.Count == 0
            ? this
            : this with
            {
                PerDollar = PerDollar.Concat(missing).ToDictionary(),
                Origins = Origins.Concat(missing.Select(rate => KeyValuePair.Create(rate.Key, others!.OriginOf(rate.Key)))).ToDictionary(),
            };
    }
}

/// <summary>Where a currency's rate came from.</summary>
/// <param name="Source">The source.</param>
/// <param name="AsOf">The source's own time of it, UTC.</param>
public sealed record RateOrigin(string Source, DateTimeOffset AsOf);
