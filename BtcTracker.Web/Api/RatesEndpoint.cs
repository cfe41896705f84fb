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

    /// <summary>The European Central Bank has none on weekends and holidays: those of Thursday are the latest until the Tuesday after Easter.</summary>
    public static readonly TimeSpan LongestAgeOfBank = TimeSpan.FromDays(7);

    // A simulated one has its mode before it.
    private const string Bank = "ecb";

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

    /// <summary>The rates that are not too old at an instant.</summary>
    internal static RatesBody BodyOf(CurrencyRates? rates, DateTimeOffset now)
    {
        const string Dollar = "USD";
        var shown = CurrencyRates.Currencies
            .Where(currency => rates?.PerDollar.ContainsKey(currency) == true && !IsOld(rates.OriginOf(currency), now))
            .Select(currency => BodyOf(currency, rates!.PerDollar[currency], rates.OriginOf(currency), now))
            .ToList();
        var most = shown.GroupBy(rate => (rate.Source, rate.SourceName, rate.AsOf, rate.AgeSeconds)).MaxBy(group => group.Count())?.Key;
        return new RatesBody(Dollar, most?.AsOf, most?.AgeSeconds, most?.Source, most?.SourceName, shown);
    }

    private static RateBody BodyOf(string currency, decimal rate, RateOrigin origin, DateTimeOffset now) => new(
        currency, rate, origin.Source, SourceNames.Of(origin.Source), origin.AsOf.UtcDateTime, Math.Max(0, (long)(now - origin.AsOf).TotalSeconds));

    private static bool IsOld(RateOrigin origin, DateTimeOffset now) =>
        now - origin.AsOf > (origin.Source.Split(':')[^1] == Bank ? LongestAgeOfBank : LongestAge);
}
