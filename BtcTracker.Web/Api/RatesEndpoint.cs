using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>Currency rates as the API tells them; without any, all but the base is null and the list is empty.</summary>
/// <param name="Base">The currency that is priced: <c>USD</c>.</param>
/// <param name="AsOf">The source's own time of the rates, UTC.</param>
/// <param name="AgeSeconds">How old they are.</param>
/// <param name="Source">Where they came from.</param>
/// <param name="SourceName">The source as the page names it.</param>
/// <param name="Rates">The rates, in a fixed order.</param>
public sealed record RatesBody(string Base, DateTime? AsOf, long? AgeSeconds, string? Source, string? SourceName, IReadOnlyList<RateBody> Rates);

/// <summary>A currency's rate.</summary>
/// <param name="Currency">Its ISO 4217 code.</param>
/// <param name="Rate">Units of it for one unit of the base.</param>
public sealed record RateBody(string Currency, decimal Rate);

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
