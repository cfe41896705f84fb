using System.Globalization;

namespace BtcTracker.AppHost;

/// <summary>The market that the services read, and the simulated one as a resource.</summary>
internal static class MarketResource
{
    private const string Http = "http";

    /// <summary>Adds the simulated market for demo or replay.</summary>
    public static IResourceBuilder<ProjectResource> AddMarketSim(this IDistributedApplicationBuilder builder, MarketPlan market)
    {
        var simulation = builder.AddProject<Projects.BtcTracker_MarketSim>(ResourceNames.Market)
            .WithHttpHealthCheck("/alive")
            .WithMarket(market);
        return market.Replay is { } replay
            ? simulation.WithEnvironment("Market__ReplayFile", replay.Path).WithEnvironment("Market__ReplayShiftSeconds", replay.ShiftSeconds)
            : simulation.WithEnvironment("Market__Seed", market.Seed.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Tells a service the mode, and its sources' address where the market is simulated; it starts after the simulation.</summary>
    public static IResourceBuilder<ProjectResource> WithMarket(this IResourceBuilder<ProjectResource> service, MarketPlan market, IResourceBuilder<ProjectResource>? simulation = null)
    {
        service.WithEnvironment("Market__Mode", market.ModeName);
        if (simulation is null)
        {
            return service;
        }

        var address = simulation.GetEndpoint(Http);
        return service
            .WithEnvironment("Sources__CoinMarketCap__BaseAddress", address)
            .WithEnvironment("Sources__Coinbase__BaseAddress", address)
            .WaitFor(simulation);
    }
}
