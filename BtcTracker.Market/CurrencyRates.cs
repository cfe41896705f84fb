namespace BtcTracker.Market;

/// <summary>What a US dollar is worth in other currencies, by the price of one bitcoin in each at the same instant.</summary>
/// <param name="AsOf">The source's own time of the prices, UTC.</param>
/// <param name="Source">Where they came from, written as in <see cref="Quote.Source"/>.</param>
/// <param name="PerDollar">Units of a currency for one dollar, by the currency's code; greater than zero. A currency that is not known is missing.</param>
public sealed record CurrencyRates(DateTimeOffset AsOf, string Source, IReadOnlyDictionary<string, decimal> PerDollar)
{
    /// <summary>The currencies that rates are kept for, by their ISO 4217 codes.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "GBP", "MXN", "COP", "ARS", "BRL", "JPY"];
}
