using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Components.Cache;

/// <summary>Serves shared pages from the cache. Any other address, and a query that a page does not know, is left to the components.</summary>
public static class PageEndpoint
{
    /// <summary>Serves the shared pages.</summary>
    public static IApplicationBuilder UsePageCache(this IApplicationBuilder app)
    {
        var (pages, current, clock) = (
            app.ApplicationServices.GetRequiredService<PageCache>(),
            app.ApplicationServices.GetRequiredService<CurrentSnapshot>(),
            app.ApplicationServices.GetRequiredService<TimeProvider>());
        return app.Use((context, next) => SharedPage.Find(context.Request) is { } page
            ? ServeAsync(context, pages.FindAsync(page), current.Value.FreshFor(clock.GetUtcNow()))
            : next(context));
    }

    private static Task ServeAsync(HttpContext context, Task<EncodedBody> page, TimeSpan freshFor) => page.IsCompletedSuccessfully
        ? new EncodedResult(page.Result, EncodedResult.ShareFor(freshFor)).ExecuteAsync(context)
        : AwaitAsync(context, page, freshFor);

    private static async Task AwaitAsync(HttpContext context, Task<EncodedBody> page, TimeSpan freshFor) =>
        await new EncodedResult(await page, EncodedResult.ShareFor(freshFor)).ExecuteAsync(context);
}
