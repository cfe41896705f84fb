using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Api;
using BtcTracker.Web.Components;

namespace BtcTracker.Web.Hosting;

/// <summary>The way of a request.</summary>
public static class WebPipeline
{
    /// <summary>Maps the API, the page, its assets and the health endpoints.</summary>
    public static WebApplication MapMarketWeb(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapMarketApi();
        app.MapDefaultEndpoints();
        app.MapRazorComponents<App>();
        return app;
    }
}
