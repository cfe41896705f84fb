using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// Currency rates from the price of a bitcoin in each currency: one answer, so that all are of one instant and one market.
/// </summary>
public sealed class CoinMarketCapRates(CoinMarketCapClient client, KeyStanding standing, TimeProvider clock)
{
    /// <summary>What a reading costs: a credit a currency, the dollar included.</summary>
    public static int Credits => CurrencyRates.Currencies.Count + 1;

    // In units of a currency for a dollar; beyond is a broken answer.
    private const decimal LargestRate = 10_000_000m;

    // More digits than a price has say nothing.
    private const int Digits = 12;

    // Rates of a later day would stand before all until that day is over.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Reads the rates of now.</summary>
    /// <exception cref="SourceException">
    /// CoinMarketCap did not answer, refuses so many currencies, or has none that is believed.
    /// </exception>
    public Task<CurrencyRates> ReadAsync(CancellationToken cancellationToken) =>
        client.AskAsync(
            $"v3/cryptocurrency/quotes/latest?id=1&convert=USD,{string.Join(',', CurrencyRates.Currencies)}",
            answer =>
            {
                standing.Spent(CoinMarketCapErrors.CreditsOf(answer));
                return ToRates(answer, SourceNames.CoinMarketCap, clock.GetUtcNow());
            },
            cancellationToken
        );

    /// <summary>Reads an answer. A currency that is missing or whose rate cannot be is left out.</summary>
    /// <exception cref="SourceException">It is an error, of a time to come, or has no rate that is believed.</exception>
    public static CurrencyRates ToRates(SourceAnswer answer, string source, DateTimeOffset now)
    {
        CoinMarketCapErrors.ThrowIfFailed(answer);
        var coin = CoinMarketCapParser.FindBitcoin(answer.Json);
        var quotes = JsonFields.Field(coin, "quote");
        var dollar = CoinMarketCapParser.FindQuote(quotes, "USD") ?? throw JsonFields.Invalid("The body has no quote in US dollars.");
        var price = JsonFields.Number(dollar, "price") is { } number and > 0
            ? number
            : throw JsonFields.Invalid("The body has no price in US dollars.");
        var asOf = CoinMarketCapParser.TimeOf(answer.Json, coin, dollar);
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
            : throw JsonFields.Invalid("The body has no currency rate that can be believed.");
    }

    // One currency's wrong number leaves out that currency alone.
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
