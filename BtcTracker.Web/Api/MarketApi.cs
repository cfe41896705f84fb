using BtcTracker.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>The market's routes.</summary>
public static class MarketApi
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the routes below <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapMarketApi(this IEndpointRouteBuilder app)
    {
        var snapshot = ActivatorUtilities.CreateInstance<SnapshotEndpoints>(app.ServiceProvider);
        var api = app.MapGroup("/api/v1").RequireCors(CrossOrigin.Policy).ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapMethods("/quotes/latest", GetAndHead, snapshot.GetLatestQuote).FromSnapshot(snapshot.GetLatestQuote).WithSummary("The newest quote");
        api.MapMethods("/quotes/{slot}", GetAndHead, StoredQuoteEndpoint.GetQuote).WithSummary("The quote of a slot, with the body that it was read from");
        api.MapMethods("/history", GetAndHead, snapshot.GetHistory).FromSnapshot(context => snapshot.GetHistory(context.Request.Query["range"])).WithSummary("The history of a range, at most 2,400 candles");
        api.MapMethods("/stats", GetAndHead, snapshot.GetStats).FromSnapshot(_ => snapshot.GetStats()).WithSummary("All-time high and low, changes and ranges");
        api.MapMethods("/rates", GetAndHead, RatesEndpoint.GetRates).WithSummary("What a US dollar is worth in other currencies");
        api.MapMethods("/candles", GetAndHead, CandlesEndpoint.GetCandles).WithSummary("Candles of an interval, paged by next");
        api.MapMethods("/stream", GetAndHead, StreamEndpoint.StreamQuotes).WithSummary("Every new quote, as server-sent events");
        app.MapFallback("/api/{**rest}", NoSuchRoute).WithMetadata(new HttpMethodMetadata(GetAndHead)).ExcludeFromDescription();
        return app;
    }

    private static ProblemHttpResult NoSuchRoute(HttpContext context) =>
        TypedResults.Problem($"There is no {context.Request.Path}; see /api/v1/quotes/latest, quotes/SLOT, history, stats, rates, candles and stream.", statusCode: StatusCodes.Status404NotFound);
}
