using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>The market's routes.</summary>
public static class MarketApi
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the routes below <c>/api/v1</c>, and the badge.</summary>
    /// <returns>All of them, for further conventions.</returns>
    public static IEndpointConventionBuilder MapMarketApi(this IEndpointRouteBuilder app)
    {
        var (all, snapshot) = (app.MapGroup(""), ActivatorUtilities.CreateInstance<SnapshotEndpoints>(app.ServiceProvider));
        var api = all.MapGroup("/api/v1");
        api.MapSnapshots(snapshot);
        api.MapWhatIf();
        api.MapStore();
        api.MapMethods("/stream", GetAndHead, StreamEndpoint.StreamQuotes)
            .Taking("after")
            .Offering("text/event-stream")
            .WithSummary("Every new quote and live tick, and each change of the stored history, as server-sent events")
            .WithDescription(StreamEndpoint.Description)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status406NotAcceptable);
        app.MapCharts(snapshot);
        all.MapMethods("/badge.svg", GetAndHead, snapshot.GetBadge)
            .FromSnapshot(_ => snapshot.GetBadge())
            .WithSummary("The latest price as an image for other pages")
            .Produces<string>(StatusCodes.Status200OK, "image/svg+xml")
            .Produces(StatusCodes.Status304NotModified);
        all.MapFallback("/api/{**rest}", NoSuchRoute).WithMetadata(new HttpMethodMetadata(GetAndHead)).ExcludeFromDescription();
        return all;
    }

    private static void MapSnapshots(this IEndpointRouteBuilder api, SnapshotEndpoints snapshot)
    {
        api.MapRows<QuoteBody>(
            "/quotes/latest",
            snapshot.GetLatestQuote,
            "The latest quote",
            endpoint =>
                endpoint
                    .FromSnapshot(snapshot.GetLatestQuote)
                    .Taking()
                    .Produces(StatusCodes.Status304NotModified)
                    .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        );
        api.MapRows<CandleSeries>(
            "/history",
            snapshot.GetHistory,
            "The history of a range, at most 2,400 candles",
            endpoint =>
                endpoint
                    .FromSnapshot(context => snapshot.GetHistory(context.Request.Query["range"], context))
                    .Taking("range")
                    .Produces(StatusCodes.Status304NotModified)
        );
        api.MapMethods("/ticker", GetAndHead, TickerEndpoint.GetTicker)
            .Taking()
            .OfferingJson()
            .WithSummary("The latest known price: a live tick, or the latest quote")
            .Produces<TickerBody>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapMethods("/stats", GetAndHead, snapshot.GetStats)
            .FromSnapshot(_ => snapshot.GetStats())
            .Taking()
            .OfferingJson()
            .WithSummary("All-time high and low, changes and ranges")
            .Produces<StatsBody>()
            .Produces(StatusCodes.Status304NotModified);
        api.MapMethods("/figures", GetAndHead, snapshot.GetFigures)
            .FromSnapshot(_ => snapshot.GetFigures())
            .Taking()
            .OfferingJson()
            .WithSummary("Key figures of the price: averages, volatility, best and worst day, returns by month and year, issuance")
            .WithDescription(
                "Prices are in US dollars; changes, shares and volatility in percent, volatility a year; mayerMultiple is a ratio; "
                    + "issuedPerDay is in BTC. "
                    + "Each formula is on /about#figures. What needs the history goes up to lastDay, the last UTC day that is over."
            )
            .Produces<FiguresBody>()
            .Produces(StatusCodes.Status304NotModified);
        api.MapMethods("/rates", GetAndHead, RatesEndpoint.GetRates)
            .Taking()
            .OfferingJson()
            .WithSummary("What a US dollar is worth in other currencies")
            .Produces<RatesBody>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static void MapWhatIf(this IEndpointRouteBuilder api) =>
        api.MapMethods("/what-if", GetAndHead, WhatIfEndpoint.GetWhatIf)
            .Taking("amount", "currency", "every", "since")
            .OfferingJson()
            .WithSummary("What bitcoins would be worth now that were bought once, each week or each month since a day")
            .WithDescription(WhatIfEndpoint.Description)
            .Produces<WhatIfBody>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Only for the page's script: their form changes with the page, so they are no part of the API.</summary>
    private static void MapCharts(this IEndpointRouteBuilder app, SnapshotEndpoints snapshot)
    {
        foreach (var range in HistoryRange.All)
        {
            app.MapMethods($"/chart/{range}", GetAndHead, () => snapshot.GetChart(range))
                .FromSnapshot(_ => snapshot.GetChart(range))
                .Taking()
                .ExcludeFromDescription();
        }

        app.MapMethods("/chart/view", GetAndHead, snapshot.GetChartView).ExcludeFromDescription();
    }

    private static void MapStore(this RouteGroupBuilder api)
    {
        api.MapRows<QuoteSeries>(
            "/quotes",
            QuotesEndpoint.GetQuotes,
            "Readings, paged by next",
            endpoint => endpoint.ReadsStore().Taking("from", "to", "limit")
        );
        api.MapRows<CandleSeries>(
            "/candles",
            CandlesEndpoint.GetCandles,
            "Candles of an interval, paged by next",
            endpoint => endpoint.ReadsStore().Taking("interval", "from", "to", "limit")
        );
        api.MapMethods("/quotes/{slot}", GetAndHead, StoredQuoteEndpoint.GetQuote)
            .ReadsStore()
            .Taking()
            .OfferingJson()
            .WithSummary("The quote of a slot, with the body that it was read from where this site shows it")
            .Produces<StoredQuoteBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder OfferingJson(this RouteHandlerBuilder endpoint) =>
        endpoint.Offering(Offers.Json).ProducesProblem(StatusCodes.Status406NotAcceptable);

    private static ProblemHttpResult NoSuchRoute(HttpContext context) =>
        TypedResults.Problem(
            $"There is no {context.Request.PathBase}{context.Request.Path}; "
                + $"{context.Request.PathBase}/openapi/v1.json lists what there is.",
            statusCode: StatusCodes.Status404NotFound
        );
}
