using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components.Guide;

/// <summary>
/// The history as pages of a table, rendered from the snapshot per request: there are too many pages to cache them, and each is
/// requested rarely.
/// </summary>
public static class HistoryEndpoint
{
    /// <summary>The page's path.</summary>
    public const string Path = "/history";

    /// <summary>Maps the page.</summary>
    public static void MapHistory(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], GetAsync).WithLanguages();

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string? interval,
        string? page,
        CurrentSnapshot current,
        PageRenderer renderer,
        TimeProvider clock
    )
    {
        const string Html = "text/html; charset=utf-8";
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        SnapshotTrace.LinkRequestTo(snapshot);
        var (listing, problem) = HistoryListing.Of(snapshot.History, snapshot.ReadAt, interval, page);
        // A change of language does not lead back to a mistake.
        var language = RequestLanguage.Of(context);
        language = listing is null ? language with { Here = Path } : language;
        var html = await renderer.RenderAsync(SharedPage.OfHistory(listing, problem) with { Language = language }, snapshot, now);
        return listing is null
            ? TypedResults.Text(html, Html, StatusCodes.Status400BadRequest)
            : new EncodedResult(new EncodedBody(html, Html), EncodedResult.ShareFor(snapshot.FreshFor(now))) { Language = language };
    }
}
