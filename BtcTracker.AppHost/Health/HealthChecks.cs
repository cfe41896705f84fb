using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Health;

/// <summary>Health checks of the resources without an HTTP health endpoint.</summary>
internal static class HealthChecks
{
    /// <summary>Healthy while the store responds to the page's query.</summary>
    public static IResourceBuilder<T> WithStoreHealth<T>(this IResourceBuilder<T> store, MarketPlan market)
        where T : IResourceWithEndpoints
    {
        var prices = Once(() => LocalPrices.Open(new Uri(store.GetEndpoint("http").Url), market.Table));
        return store.WithCheck(new StoreHealthCheck(prices, TimeProvider.System));
    }

    /// <summary>Healthy while ingest reads and stores on schedule.</summary>
    public static IResourceBuilder<ProjectResource> WithIngestHealth(
        this IResourceBuilder<ProjectResource> ingest,
        MarketPlan market,
        IResourceBuilder<IResourceWithEndpoints>? store
    )
    {
        var region = AwsSettings.Region(ingest.ApplicationBuilder.Configuration);
        if (ingest.ApplicationBuilder.ExecutionContext.IsPublishMode || (store is null && region is null))
        {
            return ingest;
        }

        var prices = Once(() =>
            store is null
                ? LocalPrices.OpenOnAws(region!, market.Table)
                : LocalPrices.Open(new Uri(store.GetEndpoint("http").Url), market.Table)
        );
        return ingest.WithCheck(new IngestHealthCheck(prices, TimeProvider.System));
    }

    // A failure, such as an endpoint without an address, is not cached.
    private static Lazy<LocalPrices> Once(Func<LocalPrices> open) => new(open, LazyThreadSafetyMode.PublicationOnly);

    private static IResourceBuilder<T> WithCheck<T>(this IResourceBuilder<T> resource, IHealthCheck check)
        where T : IResource
    {
        var key = $"{resource.Resource.Name}_check";
        resource
            .ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, check, failureStatus: null, tags: null));
        return resource.WithHealthCheck(key);
    }
}
