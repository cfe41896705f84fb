using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components.Guide;

/// <summary>
/// The converter as a form that needs no script. Rendered per request; an invalid request gets the form again.
/// </summary>
public static class ConvertEndpoint
{
    /// <summary>The page's path.</summary>
    public const string Path = "/convert";

    /// <summary>Maps the page.</summary>
    public static void MapConverter(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], GetAsync).WithLanguages();

    private static async Task<IResult> GetAsync(HttpRequest request, CurrentSnapshot current, PageRenderer renderer, TimeProvider clock)
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        SnapshotTrace.LinkRequestTo(snapshot);
        var language = RequestLanguage.Of(request.HttpContext);
        var answer = ConversionAnswer.Of(
            snapshot,
            now,
            language.AmountOf(request.First("amount")),
            request.First("from"),
            request.First("to")
        );
        return await renderer.ServeAsync(SharedPage.OfConversion(answer) with { Language = language }, snapshot, now);
    }
}
