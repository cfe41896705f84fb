using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Components.Endpoints;

namespace BtcTracker.Web.Components;

/// <summary>Renders the page for nobody in particular, so that one drawing serves all.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, EndpointDataSource endpoints)
{
    /// <summary>A page as HTML in UTF-8.</summary>
    public async Task<byte[]> RenderAsync(SharedPage page)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var html = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = page.Path;
        context.Request.QueryString = new QueryString(page.Query);
        context.Response.Body = html;
        var endpoint = endpoints.Endpoints.OfType<RouteEndpoint>().Single(endpoint => IsAt(endpoint, page.Path));
        context.SetEndpoint(endpoint);
        await endpoint.RequestDelegate!(context);
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? html.ToArray()
            : throw new InvalidOperationException($"The page {page.Path}{page.Query} was rendered with the status {context.Response.StatusCode}.");
    }

    private static bool IsAt(RouteEndpoint endpoint, string path) =>
        endpoint.RoutePattern.RawText == path && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
