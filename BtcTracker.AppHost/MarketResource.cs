using System.Globalization;
using BtcTracker.AppHost.Commands;
using BtcTracker.AppHost.Running;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>The market that the services read, and the simulated one as a resource.</summary>
internal static class MarketResource
{
    private const string Http = "http";

    /// <summary>Adds the simulated market for demo or replay.</summary>
    public static IResourceBuilder<ProjectResource> AddMarketSim(this IDistributedApplicationBuilder builder, MarketPlan market)
    {
        var simulation = builder
            .AddService<Projects.BtcTracker_MarketSim>(ResourceNames.MarketSim)
            .WithIconName("BuildingShop")
            .WithMarketLinks()
            .WithHttpHealthCheck("/alive")
            .WithRestart()
            .WithMarket(market);
        return market.Replay is { } replay
            ? simulation
                .WithEnvironment("Market__ReplayFile", replay.Path)
                .WithEnvironment("Market__ReplayShiftSeconds", replay.ShiftSeconds)
            : simulation.WithEnvironment("Market__Seed", market.Seed.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Passes the mode to a service.</summary>
    public static IResourceBuilder<ProjectResource> WithMarket(this IResourceBuilder<ProjectResource> service, MarketPlan market) =>
        service.WithEnvironment("Market__Mode", market.ModeName);

    /// <summary>Passes CoinMarketCap's API key to ingest; a simulated market does not need it.</summary>
    public static IResourceBuilder<ProjectResource> WithKey(
        this IResourceBuilder<ProjectResource> ingest,
        IResourceBuilder<ParameterResource> apiKey,
        MarketPlan market
    ) => market.IsSimulated ? ingest : ingest.WithEnvironment(IngestCommandLine.KeyVariable, apiKey);

    /// <summary>
    /// Passes the sources' addresses to ingest: the simulated market's, which it then waits for, or the configured ones. By default ingest
    /// uses the real ones.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithSources(
        this IResourceBuilder<ProjectResource> ingest,
        IConfiguration configuration,
        IResourceBuilder<ProjectResource>? simulation
    )
    {
        if (simulation is null)
        {
            return ingest.WithSettings(configuration, [.. SourceAddresses.Settings]);
        }

        foreach (var setting in SourceAddresses.Simulated)
        {
            ingest.WithEnvironment(setting.Replace(":", "__", StringComparison.Ordinal), simulation.GetEndpoint(Http));
        }

        return ingest.WithReferenceRelationship(simulation).WaitFor(simulation);
    }
}
