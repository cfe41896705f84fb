using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>The newest currency rates, from the snapshot.</summary>
public static class RatesEndpoint
{
    /// <summary>Rates are read once a day while there is a key; older ones than this are of a key that has gone, and are not shown.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromDays(3);

    private static readonly CacheControlHeaderValue Minute = new() { Public = true, MaxAge = TimeSpan.FromMinutes(1) };

    /// <summary>Answers with the rates; 503 until they were looked for once.</summary>
    public static Results<JsonHttpResult<RatesBody>, ProblemHttpResult> GetRates(CurrentSnapshot current, TimeProvider clock, HttpContext context)
    {
        var snapshot = current.Value;
        if (snapshot is { Rates: null, IsComplete: false })
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The rates have not been read from the store yet.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "No rates yet");
        }

        context.Response.GetTypedHeaders().CacheControl = Minute;
        return TypedResults.Json(BodyOf(snapshot.Rates, clock.GetUtcNow()), WebJson.Default.RatesBody);
    }

    private static RatesBody BodyOf(CurrencyRates? rates, DateTimeOffset now)
    {
        const string Dollar = "USD";
        return rates is null || now - rates.AsOf > LongestAge
            ? new RatesBody(Dollar, null, null, null, null, [])
            : new RatesBody(Dollar, rates.AsOf.UtcDateTime, Math.Max(0, (long)(now - rates.AsOf).TotalSeconds), rates.Source, SourceNames.Of(rates.Source), ListOf(rates));
    }

    private static List<RateBody> ListOf(CurrencyRates rates) =>
        [.. CurrencyRates.Currencies.Where(rates.PerDollar.ContainsKey).Select(currency => new RateBody(currency, rates.PerDollar[currency]))];
}
