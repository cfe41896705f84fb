using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>
/// A day's currency rates as an item: one attribute per currency, and two more for a currency with another source.
/// </summary>
internal static class CurrencyRatesItem
{
    /// <summary>The attribute of <see cref="CurrencyRates.AsOf"/>, which the write condition compares.</summary>
    public const string AsOf = "asOf";

    private const string Source = "source";

    public static Dictionary<string, AttributeValue> From(CurrencyRates rates)
    {
        var item = ItemExtensions.NewItem(Keys.Rates, Keys.SortOf(Interval.OneDay.OpenTimeOf(rates.AsOf)));
        item.Set(AsOf, rates.AsOf);
        item.Set(Source, rates.Source);
        foreach (var (currency, rate) in rates.PerDollar)
        {
            item.Set(currency, rate);
        }

        foreach (var (currency, origin) in rates.Origins)
        {
            item.Set(SourceOf(currency), origin.Source);
            item.Set(AsOfName(currency), origin.AsOf);
        }

        return item;
    }

    public static CurrencyRates ToRates(Dictionary<string, AttributeValue> item) =>
        new(
            item.GetInstant(AsOf),
            item.GetString(Source),
            CurrencyRates
                .Currencies.Where(currency => item.FindDecimal(currency) is not null)
                .ToDictionary(currency => currency, item.GetDecimal)
        )
        {
            Origins = CurrencyRates
                .Currencies.Where(currency => item.ContainsKey(SourceOf(currency)))
                .ToDictionary(
                    currency => currency,
                    currency => new RateOrigin(item.GetString(SourceOf(currency)), item.GetInstant(AsOfName(currency)))
                ),
        };

    private static string SourceOf(string currency) => currency + "Source";

    private static string AsOfName(string currency) => currency + "AsOf";
}
