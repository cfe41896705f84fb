namespace BtcTracker.AppHost;

/// <summary>Where the dashboard's links lead, and what they are called.</summary>
internal static class DashboardLinks
{
    private const string Http = "http";

    /// <summary>The page, and beside it what describes and watches it.</summary>
    /// <param name="web">The web.</param>
    /// <param name="pathBase">The path that they are below; empty for none.</param>
    public static IResourceBuilder<ProjectResource> WithPageLinks(this IResourceBuilder<ProjectResource> web, string pathBase) =>
        web.WithUrlForEndpoint(Http, url => (url.Url, url.DisplayText) = (pathBase.Length > 0 ? pathBase : url.Url, "Page"))
            .WithLink($"{pathBase}/openapi/v1.json", "API description")
            .WithLink($"{pathBase}/health", "Health")
            .WithLink($"{pathBase}/status", "Status");

    /// <summary>What the simulated market plays, and its faults.</summary>
    public static IResourceBuilder<ProjectResource> WithMarketLinks(this IResourceBuilder<ProjectResource> market) =>
        market.WithUrlForEndpoint(Http, url => (url.Url, url.DisplayText) = ("/status", "Market status")).WithLink("/faults", "Faults");

    /// <summary>The store's address; it has no page for a person.</summary>
    public static IResourceBuilder<T> WithStoreLink<T>(this IResourceBuilder<T> store)
        where T : IResourceWithEndpoints => store.WithUrlForEndpoint(Http, url => url.DisplayText = "DynamoDB endpoint");

    private static IResourceBuilder<ProjectResource> WithLink(this IResourceBuilder<ProjectResource> service, string path, string name) =>
        service.WithUrlForEndpoint(Http, _ => new ResourceUrlAnnotation { Url = path, DisplayText = name });
}
