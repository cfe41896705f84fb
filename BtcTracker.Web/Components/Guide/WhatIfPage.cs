using BtcTracker.Web.Api;
using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components.Guide;

/// <summary>
/// The calculation as a form that needs no script. Rendered per request; an invalid request gets the form again.
/// </summary>
public static class WhatIfPage
{
    /// <summary>The page's path.</summary>
    public const string Path = "/what-if";

    /// <summary>Maps the page.</summary>
    public static void MapWhatIfPage(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], GetAsync).WithLanguages();

    private static async Task<IResult> GetAsync(HttpRequest request, CurrentSnapshot current, PageRenderer renderer, TimeProvider clock)
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        SnapshotTrace.LinkRequestTo(snapshot);
        var language = RequestLanguage.Of(request.HttpContext);
        var asked = new WhatIfParameters(
            language.AmountOf(request.First("amount")),
            request.First("currency"),
            request.First("every"),
            request.First("since")
        );
        return await renderer.ServeAsync(
            SharedPage.OfWhatIf(asked, WhatIfAnswer.Of(snapshot, now, asked)) with
            {
                Language = language,
            },
            snapshot,
            now
        );
    }
}
