using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>
/// A quote for display: if its source gives no supply, as exchanges do not, it is computed, as are the fields that depend on it. Never
/// stored.
/// </summary>
/// <param name="Quote">The quote with what is computed.</param>
/// <param name="Computed">The names of the properties that are computed; the others are as the source gave them.</param>
public sealed record CompletedQuote(Quote Quote, IReadOnlyList<string> Computed)
{
    /// <summary>Completes a quote of Bitcoin.</summary>
    public static CompletedQuote Of(Quote quote)
    {
        var (circulating, most) = (quote.CirculatingSupply ?? Issuance.SupplyAt(quote.AsOf), quote.MaxSupply ?? Issuance.MaxSupply);
        var complete = quote with
        {
            CirculatingSupply = circulating,
            MaxSupply = most,
            MarketCap = quote.MarketCap ?? Worth(quote.Price, circulating),
            FullyDilutedMarketCap = quote.FullyDilutedMarketCap ?? Worth(quote.Price, most),
        };
        return new(complete, [.. DifferencesOf(quote, complete)]);
    }

    /// <summary>Whether a property is computed.</summary>
    public bool IsComputed(string property) => Computed.Contains(property);

    private static IEnumerable<string> DifferencesOf(Quote given, Quote complete)
    {
        (string Name, Func<Quote, decimal?> Value)[] properties =
        [
            (nameof(Quote.MarketCap), quote => quote.MarketCap),
            (nameof(Quote.FullyDilutedMarketCap), quote => quote.FullyDilutedMarketCap),
            (nameof(Quote.CirculatingSupply), quote => quote.CirculatingSupply),
            (nameof(Quote.MaxSupply), quote => quote.MaxSupply),
        ];
        return properties
            .Where(property => property.Value(given) is null && property.Value(complete) is not null)
            .Select(property => property.Name);
    }

    /// <summary>In cents; null on overflow, as with an implausible imported price.</summary>
    private static decimal? Worth(decimal price, decimal amount) =>
        amount > 1 && price > decimal.MaxValue / amount ? null : Math.Round(price * amount, 2);
}
