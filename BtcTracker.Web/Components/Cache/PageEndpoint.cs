using BtcTracker.Web.Encoding;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components.Cache;

/// <summary>Serves shared pages from the cache. Any other address is left to the components.</summary>
public static class PageEndpoint
{
    /// <summary>Serves the most requested shared pages.</summary>
    public static IApplicationBuilder UsePageCache(this IApplicationBuilder app)
    {
        var (pages, current, clock) = (
            app.ApplicationServices.GetRequiredService<PageCache>(),
            app.ApplicationServices.GetRequiredService<CurrentSnapshot>(),
            app.ApplicationServices.GetRequiredService<TimeProvider>()
        );
        return app.Use(
            (context, next) =>
                SharedPage.Find(context.Request) is { } page
                    ? ServeAsync(context, page.Language, pages.FindAsync(page), current.Value.FreshFor(clock.GetUtcNow()))
                    : next(context)
        );
    }

    /// <summary>Maps the first page, and the one for frames, in every view that a query can choose.</summary>
    public static void MapPricePage(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], GetAsync).WithLanguages();
        routes.MapMethods("/embed", [HttpMethods.Get, HttpMethods.Head], GetFrameAsync).WithLanguages();
    }

    private static async Task<EncodedResult> GetFrameAsync(
        HttpRequest request,
        PageCache pages,
        CurrentSnapshot current,
        TimeProvider clock
    )
    {
        var language = RequestLanguage.Of(request.HttpContext);
        var page = await pages.FindAsync(SharedPage.OfFrame(ViewQuery.ReadEmbed(request.Query), language));
        return new EncodedResult(page, EncodedResult.ShareFor(current.Value.FreshFor(clock.GetUtcNow()))) { Language = language };
    }

    private static async Task<EncodedResult> GetAsync(HttpRequest request, PageCache pages, CurrentSnapshot current, TimeProvider clock)
    {
        var (now, language) = (clock.GetUtcNow(), RequestLanguage.Of(request.HttpContext));
        var (view, notices) = ViewQuery.Read(request.Query, now);
        var page = await pages.FindAsync(SharedPage.Of(view, notices, language));
        return new EncodedResult(page, EncodedResult.ShareFor(current.Value.FreshFor(now))) { Language = language };
    }

    private static Task ServeAsync(HttpContext context, PageLanguage language, Task<EncodedBody> page, TimeSpan freshFor) =>
        page.IsCompletedSuccessfully
            ? new EncodedResult(page.Result, EncodedResult.ShareFor(freshFor)) { Language = language }.ExecuteAsync(context)
            : AwaitAsync(context, language, page, freshFor);

    private static async Task AwaitAsync(HttpContext context, PageLanguage language, Task<EncodedBody> page, TimeSpan freshFor) =>
        await new EncodedResult(await page, EncodedResult.ShareFor(freshFor)) { Language = language }.ExecuteAsync(context);
}
