using System.Globalization;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Api;

/// <summary>Answers from the snapshot only, so the number of callers does not affect the store.</summary>
public sealed class SnapshotEndpoints(CurrentSnapshot current, CurrentTick ticks, TimeProvider clock)
{
    /// <summary>The latest quote.</summary>
    public Results<EncodedResult, ProblemHttpResult> GetLatestQuote(HttpContext context)
    {
        var served = Take();
        return served.Data.Latest is null
            ? NoDataYet(context, served.Data)
            : new EncodedResult(served.Bodies.Latest.In(Negotiation.MediaTypeOf(context)), KeepUntilNextQuote(served.Data));
    }

    /// <summary>The history of a range; one day where none is named.</summary>
    public Results<EncodedResult, ValidationProblem> GetHistory(string? range, HttpContext context)
    {
        if (!HistoryRange.TryParse(range ?? HistoryRange.OneDay.Code, out var known))
        {
            return BadInput.Problem(nameof(range), $"The range '{range}' is unknown; it must be one of {HistoryRange.Codes}.");
        }

        var served = Take();
        return new EncodedResult(served.Bodies.Ranges[known].In(Negotiation.MediaTypeOf(context)), KeepUntilNextQuote(served.Data));
    }

    /// <summary>The history of a range as the page's own chart reads it.</summary>
    public EncodedResult GetChart(HistoryRange range)
    {
        var served = Take();
        return new EncodedResult(served.Bodies.Charts[range].Ask(), KeepUntilNextQuote(served.Data));
    }

    /// <summary>
    /// What any view draws, as the page's own chart reads it; encoded per request, since there are too many views to cache.
    /// </summary>
    public EncodedResult GetChartView(HttpRequest request)
    {
        var served = Take();
        var (view, _) = ViewQuery.Read(request.Query, clock.GetUtcNow());
        return new EncodedResult(SnapshotBodies.ChartOf(served.Data, view), KeepUntilNextQuote(served.Data));
    }

    /// <summary>Extremes and changes.</summary>
    public EncodedResult GetStats()
    {
        var served = Take();
        return new EncodedResult(served.Bodies.Stats.Ask(), KeepUntilNextQuote(served.Data));
    }

    /// <summary>Key figures of the price.</summary>
    public EncodedResult GetFigures()
    {
        var served = Take();
        return new EncodedResult(served.Bodies.Figures.Ask(), KeepUntilNextQuote(served.Data));
    }

    /// <summary>The latest price as an image for other pages.</summary>
    public EncodedResult GetBadge()
    {
        var served = Take();
        ticks.Want();
        if (ticks.Value is { } tick && !served.Data.IsStale(clock.GetUtcNow()))
        {
            // An image in another page is fetched once per tick at most.
            return new EncodedResult(tick.Badge, EncodedResult.KeepFor(served.Data.Schedule?.TickPeriod ?? TimeSpan.Zero));
        }

        var badge = served.Data.IsStale(clock.GetUtcNow()) ? served.Bodies.StaleBadge : served.Bodies.Badge;
        return new EncodedResult(badge.Ask(), KeepUntilNextQuote(served.Data));
    }

    /// <summary>503 with the reason why there is no data yet and when to retry.</summary>
    internal static ProblemHttpResult NoDataYet(HttpContext context, MarketSnapshot snapshot)
    {
        context.Response.Headers.RetryAfter = "5";
        var detail = snapshot switch
        {
            { StoreDownSince: not null } => "The store does not answer, and nothing was read from it yet.",
            { NextQuoteAt: { } next } => string.Create(
                CultureInfo.InvariantCulture,
                $"No data yet; the first reading is expected at {next.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."
            ),
            _ => "No data yet; ingest has not said when its first reading comes.",
        };
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "No data yet");
    }

    private ServedSnapshot Take()
    {
        var served = current.Served;
        SnapshotTrace.LinkRequestTo(served.Data);
        return served;
    }

    private StringValues KeepUntilNextQuote(MarketSnapshot snapshot) => EncodedResult.KeepFor(snapshot.FreshFor(clock.GetUtcNow()));
}
