using System.Globalization;
using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>Answers from the snapshot.</summary>
public static class SnapshotResults
{
    /// <summary>An encoded body with its tag; 304 where the caller has it. It may be kept until the next quote, at most a minute.</summary>
    public static FileContentHttpResult Encoded(HttpContext context, MarketSnapshot snapshot, EncodedBody body, TimeProvider clock)
    {
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = WholeSeconds(snapshot.FreshFor(clock.GetUtcNow())) };
        return TypedResults.Bytes(body.Json, "application/json", entityTag: body.ETag);
    }

    /// <summary>503 that says why there is nothing yet and when to come again.</summary>
    public static ProblemHttpResult NoDataYet(HttpContext context, MarketSnapshot snapshot)
    {
        context.Response.Headers.RetryAfter = "5";
        var detail = snapshot switch
        {
            { StoreDownSince: not null } => "The store does not answer, and nothing was read from it yet.",
            { NextQuoteAt: { } next } => string.Create(CultureInfo.InvariantCulture, $"No data yet; the first reading is expected at {next.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."),
            _ => "No data yet; ingest has not said when its first reading comes.",
        };
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "No data yet");
    }

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds));
}
