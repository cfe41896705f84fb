using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Images;

/// <summary>
/// A view of the first page as a file, by the same query: the candles that its chart shows as CSV and JSON, the chart as an image. What is
/// wrong in the
/// query fall back as they do on the page, and the store is not read.
/// </summary>
public sealed class ChartExports(CurrentSnapshot current, ChartImages images, TimeProvider clock)
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps them. They are links of views, so they are in the page's documentation and not in the API's.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder app)
    {
        var (routes, exports) = (app.MapGroup(""), ActivatorUtilities.CreateInstance<ChartExports>(app.ServiceProvider));
        routes
            .MapMethods(ViewFiles.Csv, GetAndHead, (HttpRequest request) => exports.GetRows(request, Offers.Csv))
            .ExcludeFromDescription();
        routes
            .MapMethods(ViewFiles.Json, GetAndHead, (HttpRequest request) => exports.GetRows(request, Offers.Json))
            .ExcludeFromDescription();
        routes.MapMethods(ViewFiles.Svg, GetAndHead, exports.GetSvg).ExcludeFromDescription();
        // Without its type it would be taken for a handler that writes the answer itself.
        routes.MapMethods(ViewFiles.Png, GetAndHead, (Delegate)exports.GetPngAsync).ExcludeFromDescription();
        return routes;
    }

    private EncodedResult GetRows(HttpRequest request, string mediaType)
    {
        var (snapshot, view) = Read(request);
        return new EncodedResult(SnapshotBodies.RowsOf(snapshot, view).In(mediaType), KeepUntilNextQuote(snapshot));
    }

    private EncodedResult GetSvg(HttpRequest request)
    {
        var (snapshot, view) = Read(request);
        return new EncodedResult(images.GetSvg(view), KeepUntilNextQuote(snapshot));
    }

    private async Task<Results<EncodedResult, ProblemHttpResult>> GetPngAsync(HttpContext context)
    {
        var (snapshot, view) = Read(context.Request);
        try
        {
            return new EncodedResult(await images.FindPngAsync(view), KeepUntilNextQuote(snapshot));
        }
        catch (ImagesBusyException busy)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(
                $"{busy.Message} {context.Request.PathBase}{ViewFiles.Svg} is given without waiting.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "Too many images"
            );
        }
    }

    private (MarketSnapshot Snapshot, PageView View) Read(HttpRequest request)
    {
        var snapshot = current.Value;
        SnapshotTrace.LinkRequestTo(snapshot);
        return (snapshot, ViewQuery.Read(request.Query, clock.GetUtcNow()).View);
    }

    private StringValues KeepUntilNextQuote(MarketSnapshot snapshot) => EncodedResult.KeepFor(snapshot.FreshFor(clock.GetUtcNow()));
}
