namespace BtcTracker.AppHost;

/// <summary>The links in the dashboard.</summary>
internal static class DashboardLinks
{
    private const string Http = "http";

    /// <summary>Adds links to the page, the API description and the health checks.</summary>
    /// <param name="web">The web.</param>
    /// <param name="pathBase">The path base; empty for none.</param>
    public static IResourceBuilder<ProjectResource> WithPageLinks(this IResourceBuilder<ProjectResource> web, string pathBase) =>
        web.WithUrlForEndpoint(Http, url => (url.Url, url.DisplayText) = (pathBase.Length > 0 ? pathBase : url.Url, "Page"))
            .WithLink($"{pathBase}/openapi/v1.json", "API description")
            .WithLink($"{pathBase}/health", "Health")
            .WithLink($"{pathBase}/status", "Status");

    /// <summary>Adds links to the simulated market's status and faults.</summary>
    public static IResourceBuilder<ProjectResource> WithMarketLinks(this IResourceBuilder<ProjectResource> market) =>
        market.WithUrlForEndpoint(Http, url => (url.Url, url.DisplayText) = ("/status", "Market status")).WithLink("/faults", "Faults");

    /// <summary>Names the store's endpoint, which has no page.</summary>
    public static IResourceBuilder<T> WithStoreLink<T>(this IResourceBuilder<T> store)
        where T : IResourceWithEndpoints => store.WithUrlForEndpoint(Http, url => url.DisplayText = "DynamoDB endpoint");

    private static IResourceBuilder<ProjectResource> WithLink(this IResourceBuilder<ProjectResource> service, string path, string name) =>
        service.WithUrlForEndpoint(Http, _ => new ResourceUrlAnnotation { Url = path, DisplayText = name });
}
