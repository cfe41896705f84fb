using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Api;

/// <summary>Serves the page from its snapshot. Any other address, and a query that the page does not know, is left to the components.</summary>
public static class PageEndpoint
{
    /// <summary>Serves the page of a known range.</summary>
    public static IApplicationBuilder UsePageSnapshots(this IApplicationBuilder app)
    {
        var (pages, current, clock) = (
            app.ApplicationServices.GetRequiredService<PageSnapshots>(),
            app.ApplicationServices.GetRequiredService<CurrentSnapshot>(),
            app.ApplicationServices.GetRequiredService<TimeProvider>());
        return app.Use((context, next) => RangeOf(context.Request) is { } range
            ? ServeAsync(context, pages.FindAsync(range), current.Value.FreshFor(clock.GetUtcNow()))
            : next(context));
    }

    private static Task ServeAsync(HttpContext context, Task<EncodedBody> page, TimeSpan freshFor) => page.IsCompletedSuccessfully
        ? new EncodedResult(page.Result, EncodedResult.ShareFor(freshFor)).ExecuteAsync(context)
        : AwaitAsync(context, page, freshFor);

    private static async Task AwaitAsync(HttpContext context, Task<EncodedBody> page, TimeSpan freshFor) =>
        await new EncodedResult(await page, EncodedResult.ShareFor(freshFor)).ExecuteAsync(context);

    private static HistoryRange? RangeOf(HttpRequest request)
    {
        if (request.Path.Value != "/" || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return null;
        }

        var query = request.QueryString.Value;
        return string.IsNullOrEmpty(query) ? HistoryRange.OneDay
            : HistoryRange.All.FirstOrDefault(range => query == range.Query);
    }
}
