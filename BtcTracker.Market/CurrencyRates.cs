namespace BtcTracker.Market;

/// <summary>Exchange rates of the US dollar.</summary>
/// <param name="AsOf">The source's own time of the rates, UTC.</param>
/// <param name="Source">The source, in the format of <see cref="Quote.Source"/>.</param>
/// <param name="PerDollar">
/// Units per dollar by currency code; greater than zero. Currencies without a known rate are absent.
/// </param>
public sealed record CurrencyRates(DateTimeOffset AsOf, string Source, IReadOnlyDictionary<string, decimal> PerDollar)
{
    /// <summary>The ISO 4217 codes of the currencies that are stored.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "GBP", "MXN", "COP", "ARS", "BRL", "JPY"];

    /// <summary>Currencies whose rate has a source other than <see cref="Source"/>.</summary>
    public IReadOnlyDictionary<string, RateOrigin> Origins { get; init; } = new Dictionary<string, RateOrigin>();

    /// <summary>The origin of a currency's rate.</summary>
    public RateOrigin OriginOf(string currency) => Origins.TryGetValue(currency, out var origin) ? origin : new RateOrigin(Source, AsOf);

    /// <summary>These rates, completed with others for the currencies that are missing.</summary>
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

/// <summary>The origin of a currency's rate.</summary>
/// <param name="Source">The source.</param>
/// <param name="AsOf">The source's own time of it, UTC.</param>
public sealed record RateOrigin(string Source, DateTimeOffset AsOf);
