using BtcTracker.Web.Live;
using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>The market's routes.</summary>
public static class MarketApi
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the routes below <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapMarketApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapMethods("/quotes/latest", GetAndHead, GetLatestQuote).WithSummary("The newest quote");
        api.MapMethods("/quotes/{slot}", GetAndHead, StoredQuoteEndpoint.GetQuote).WithSummary("The quote of a slot, with the body that it was read from");
        api.MapMethods("/rates", GetAndHead, RatesEndpoint.GetRates).WithSummary("What a US dollar is worth in other currencies");
        api.MapMethods("/candles", GetAndHead, CandlesEndpoint.GetCandles).WithSummary("Candles of an interval, paged by next");
        api.MapMethods("/history", GetAndHead, GetHistory).WithSummary("The history of a range, at most 2,400 candles");
        api.MapMethods("/stream", GetAndHead, StreamQuotes).WithSummary("Every new quote, as server-sent events");
        app.MapFallback("/api/{**rest}", NoSuchRoute);
        return app;
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetLatestQuote(CurrentSnapshot current, HttpContext context, TimeProvider clock)
    {
        var snapshot = current.Value;
        return snapshot.LatestBody is { } body
            ? SnapshotResults.Encoded(context, snapshot, body, clock)
            : SnapshotResults.NoDataYet(context, snapshot);
    }

    private static Results<FileContentHttpResult, ValidationProblem> GetHistory(string? range, CurrentSnapshot current, HttpContext context, TimeProvider clock)
    {
        if (!HistoryRange.TryParse(range ?? HistoryRange.OneDay.Code, out var known))
        {
            return BadInput.Problem(nameof(range), $"The range '{range}' is unknown; it must be one of {HistoryRange.Codes}.");
        }

        var snapshot = current.Value;
        return SnapshotResults.Encoded(context, snapshot, snapshot.BodyFor(known), clock);
    }

    private static ProblemHttpResult NoSuchRoute(HttpContext context) =>
        TypedResults.Problem($"There is no {context.Request.Path}; see /api/v1/quotes/latest, quotes/SLOT, candles, history, rates and stream.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<EmptyHttpResult, ValidationProblem>> StreamQuotes(
        string? after,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        QuoteStreamWriter stream,
        HttpContext context)
    {
        // A browser that reconnects repeats the address, so its Last-Event-ID is the newer of the two.
        var (parameter, given) = string.IsNullOrEmpty(lastEventId) ? (nameof(after), after) : ("Last-Event-ID", lastEventId);
        if (!BadInput.TryParseSlot(given, out var slot))
        {
            return BadInput.Problem(parameter, $"{parameter} '{given}' is not a slot; it must be whole seconds since 1970, as in an event's id.");
        }

        await stream.WriteAsync(context, slot);
        return TypedResults.Empty;
    }
}
