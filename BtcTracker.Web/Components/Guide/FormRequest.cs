using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components.Guide;

/// <summary>Reads a form's request, and serves its answer.</summary>
internal static class FormRequest
{
    /// <summary>
    /// A field as it was sent; null where it is missing. Of a repeated field the first counts: joined values would be another number.
    /// </summary>
    public static string? First(this HttpRequest request, string name) => request.Query[name] is [var first, ..] ? first : null;

    /// <summary>Renders a page and serves it. It shows ages, so browsers revalidate each time.</summary>
    public static async Task<IResult> ServeAsync(
        this PageRenderer renderer,
        SharedPage page,
        MarketSnapshot snapshot,
        DateTimeOffset now
    ) =>
        new EncodedResult(
            new EncodedBody(await renderer.RenderAsync(page, snapshot, now), "text/html; charset=utf-8"),
            EncodedResult.KeepFor(TimeSpan.Zero)
        )
        {
            Language = page.Language,
        };
}
