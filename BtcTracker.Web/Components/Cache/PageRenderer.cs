using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;

namespace BtcTracker.Web.Components.Cache;

/// <summary>Renders a page without a request, so that one rendering serves all readers.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers, EndpointDataSource endpoints)
{
    /// <summary>The assets by their fingerprinted names, as the endpoints of pages know them.</summary>
    private readonly Lazy<ResourceAssetCollection> _assets = new(() =>
        endpoints
            .Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>())
            .OfType<ResourceAssetCollection>()
            .First()
    );

    /// <summary>A page as HTML in UTF-8.</summary>
    /// <param name="page">Which page.</param>
    /// <param name="snapshot">What it shows.</param>
    /// <param name="now">Now, which decides whether the price is stale.</param>
    public async Task<byte[]> RenderAsync(SharedPage page, MarketSnapshot snapshot, DateTimeOffset now)
    {
        page.Language.Language.Speak();
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new Renderer(scope.ServiceProvider, loggers, _assets.Value);
        return await renderer.RenderAsync(
            new Dictionary<string, object?>
            {
                [nameof(SharedDocument.Page)] = page,
                [nameof(SharedDocument.Snapshot)] = snapshot,
                [nameof(SharedDocument.Now)] = now,
            }
        );
    }

    /// <summary>The framework's own renderer knows no assets, and would name them without their fingerprints.</summary>
    private sealed class Renderer(IServiceProvider services, ILoggerFactory loggers, ResourceAssetCollection assets)
        : StaticHtmlRenderer(services, loggers)
    {
        protected override ResourceAssetCollection Assets => assets;

        public Task<byte[]> RenderAsync(Dictionary<string, object?> parameters) =>
            Dispatcher.InvokeAsync(async () =>
            {
                var root = BeginRenderingComponent(typeof(SharedDocument), ParameterView.FromDictionary(parameters));
                await root.QuiescenceTask;
                using var html = new StringWriter();
                root.WriteHtmlTo(html);
                return System.Text.Encoding.UTF8.GetBytes(html.ToString());
            });
    }
}
