using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Components.Endpoints;

namespace BtcTracker.Web.Components;

/// <summary>Renders the page for nobody in particular, so that one drawing serves all.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, EndpointDataSource endpoints)
{
    private readonly Lazy<RouteEndpoint> _home = new(() => endpoints.Endpoints.OfType<RouteEndpoint>().Single(IsHome));

    /// <summary>The page of a range, as HTML in UTF-8.</summary>
    public async Task<byte[]> RenderAsync(HistoryRange range)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var html = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = "/";
        context.Request.QueryString = QueryString.Create("range", range.Code);
        context.Response.Body = html;
        context.SetEndpoint(_home.Value);
        await _home.Value.RequestDelegate!(context);
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? html.ToArray()
            : throw new InvalidOperationException($"The page of {range} was rendered with the status {context.Response.StatusCode}.");
    }

    private static bool IsHome(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.PathSegments.Count == 0 && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(Pages.Home);
}
