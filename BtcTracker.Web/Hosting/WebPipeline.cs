using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Api;
using BtcTracker.Web.Components;
using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Components.Guide;
using BtcTracker.Web.Components.Personal;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Holders;
using BtcTracker.Web.Images;
using BtcTracker.Web.Mcp;
using BtcTracker.Web.Status;

namespace BtcTracker.Web.Hosting;

/// <summary>The request pipeline.</summary>
public static class WebPipeline
{
    /// <summary>Maps the API, the page, its assets and the health endpoints.</summary>
    public static WebApplication MapMarketWeb(this WebApplication app)
    {
        app.UseSitePathBase();
        app.UseDraining();
        app.UseExceptionHandler();
        app.UseForwarding();
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseCrossOrigin();
        app.UseRequestSizes();
        app.UseRouting();
        app.MapDefaultEndpoints();
        app.UseCors();
        app.UseRequestLimits();
        app.UseKnownParameters();
        app.UseMcpRequests();
        app.UseNegotiation();
        app.UseEncodedEndpoints();
        app.UsePageCache();
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(context => CrossOrigin.IsForPrograms(context.Request.Path), api => api.UseStatusCodePages(ApiErrors.WriteAsync));
        app.UseLanguage();
        app.UseStatusAuthentication();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapMarketApi().RequireCors(CrossOrigin.Policy).ProducesRefusals();
        app.MapHolders().RequireCors(CrossOrigin.Policy).ProducesRefusals();
        ChartExports.Map(app).RequireCors(CrossOrigin.Policy);
        app.MapMcpServer().RequireCors(CrossOrigin.McpPolicy);
        app.MapOpenApi("/openapi/v1.json");
        app.MapSiteFiles();
        app.MapRazorComponents<App>().WithLanguages().Add(AnswerHead);
        app.MapPricePage();
        app.MapLanguageSwitch();
        app.MapHistory();
        app.MapConverter();
        app.MapWhatIfPage();
        app.MapMe();
        app.MapStatusPage();
        return app;
    }

    /// <summary>Pages respond to GET and POST only by default; checkers use HEAD.</summary>
    private static void AnswerHead(EndpointBuilder page)
    {
        if (page.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { } methods)
        {
            page.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]));
        }
    }
}
