using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// Computes currency rates from the price of a bitcoin in each currency, from one response, so that all are of the same instant and market.
/// </summary>
public sealed class CoinMarketCapRates(CoinMarketCapClient client, PlanCredits planCredits, TimeProvider clock)
{
    /// <summary>The cost of a reading: one credit per currency, including the dollar.</summary>
    public static int Credits => CurrencyRates.Currencies.Count + 1;

    // In units of a currency per dollar; anything larger is an error.
    private const decimal LargestRate = 10_000_000m;

    // More digits than a price has are meaningless.
    private const int Digits = 12;

    // Rates of a later day would take precedence over all others until that day is over.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Reads the current rates.</summary>
    /// <exception cref="SourceException">
    /// CoinMarketCap did not respond, refuses that many currencies, or returned no plausible rate.
    /// </exception>
    public Task<CurrencyRates> ReadAsync(CancellationToken cancellationToken) =>
        client.AskAsync(
            $"v3/cryptocurrency/quotes/latest?id=1&convert=USD,{string.Join(',', CurrencyRates.Currencies)}",
            response =>
            {
                planCredits.Spent(CoinMarketCapErrors.CreditsOf(response));
                return ToRates(response, SourceNames.CoinMarketCap, clock.GetUtcNow());
            },
            cancellationToken
        );

    /// <summary>Parses a response. A currency that is missing or has an impossible rate is skipped.</summary>
    /// <exception cref="SourceException">The response is an error, of a future time, or has no plausible rate.</exception>
    public static CurrencyRates ToRates(SourceResponse response, string source, DateTimeOffset now)
    {
        CoinMarketCapErrors.ThrowIfFailed(response);
        var coin = CoinMarketCapParser.FindBitcoin(response.Json);
        var quotes = JsonFields.Field(coin, "quote");
        var dollar = CoinMarketCapParser.FindQuote(quotes, "USD") ?? throw JsonFields.Invalid("The body has no quote in US dollars.");
        var price = JsonFields.Number(dollar, "price") is { } number and > 0
            ? number
            : throw JsonFields.Invalid("The body has no price in US dollars.");
        var asOf = CoinMarketCapParser.TimeOf(response.Json, coin, dollar);
        if (asOf > now + ClockTolerance)
        {
            throw JsonFields.Invalid(string.Create(CultureInfo.InvariantCulture, $"The rates are as of {asOf:u}, and it is {now:u}."));
        }

        var rates = CurrencyRates
            .Currencies.Select(currency => (currency, rate: RateOf(CoinMarketCapParser.FindQuote(quotes, currency), price)))
            .Where(known => known.rate is > 0 and <= LargestRate)
            .ToDictionary(known => known.currency, known => known.rate!.Value);
        return rates.Count > 0
            ? new CurrencyRates(asOf, source, rates)
            : throw JsonFields.Invalid("The body has no plausible currency rate.");
    }

    // A wrong number skips only that currency.
    private static decimal? RateOf(JsonElement? quote, decimal dollarPrice)
    {
        var text = JsonFields.Field(quote, "price") is { } price ? JsonFields.TextOf(price) : null;
        return
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number < LargestRate * CandleChecks.LargestPrice
            ? decimal.Round(number / dollarPrice, Digits)
            : null;
    }
}
