using System.Text.Json.Serialization;
using BtcTracker.MarketSim.Markets;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.MarketSim.Api;

/// <summary>What this market is.</summary>
public static class StatusApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapStatus(this IEndpointRouteBuilder routes, MarketSimOptions options)
    {
        routes.MapGet("/status", (ISimulatedMarket market) => Status.Of(market, options));
        routes.MapGet("/alive", () => "Alive").WithoutTraces();
        return routes;
    }

    /// <summary>The body of <c>GET /status</c>: file and shift in replay, the seed in demo.</summary>
    public sealed record Status(
        string Mode,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seed,
        string? File,
        long? ShiftSeconds
    )
    {
        internal static Status Of(ISimulatedMarket market, MarketSimOptions options) =>
            market is ReplayMarket replay
                ? new Status(MarketLabel.Of(market.Mode), null, replay.FilePath, (long)replay.Shift.TotalSeconds)
                : new Status(MarketLabel.Of(market.Mode), options.Seed, null, null);
    }
}
