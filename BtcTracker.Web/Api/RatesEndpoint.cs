using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>The latest currency rates, from the snapshot.</summary>
public static class RatesEndpoint
{
    private static readonly CacheControlHeaderValue Minute = new() { Public = true, MaxAge = TimeSpan.FromMinutes(1) };

    /// <summary>Answers with the rates; 503 until they were looked for once.</summary>
    public static Results<JsonHttpResult<RatesBody>, ProblemHttpResult> GetRates(
        CurrentSnapshot current,
        TimeProvider clock,
        HttpContext context
    )
    {
        var snapshot = current.Value;
        if (snapshot is { Rates: null, IsComplete: false })
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(
                "The rates have not been read from the store yet.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "No rates yet"
            );
        }

        context.Response.GetTypedHeaders().CacheControl = Minute;
        return TypedResults.Json(BodyOf(snapshot.Rates, clock.GetUtcNow()), WebJson.Default.RatesBody);
    }

    /// <summary>The body with the rates that are current at an instant.</summary>
    internal static RatesBody BodyOf(CurrencyRates? rates, DateTimeOffset now)
    {
        const string Dollar = "USD";
        var shown = CurrentRates.At(rates, now).Select(rate => BodyOf(rate, now)).ToList();
        var most = shown.GroupBy(rate => (rate.Source, rate.SourceName, rate.AsOf, rate.AgeSeconds)).MaxBy(group => group.Count())?.Key;
        return new RatesBody(Dollar, most?.AsOf, most?.AgeSeconds, most?.Source, most?.SourceName, shown);
    }

    private static RateBody BodyOf(CurrentRate rate, DateTimeOffset now) =>
        new(
            rate.Currency,
            rate.PerDollar,
            rate.Origin.Source,
            SourceNames.Of(rate.Origin.Source),
            rate.Origin.AsOf.UtcDateTime,
            Math.Max(0, (long)(now - rate.Origin.AsOf).TotalSeconds)
        );
}
