using System.Globalization;
using BtcTracker.Market;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Decides which market a run reads, once and before anything starts: <c>Market:Mode</c>.</summary>
internal static class MarketModeDecision
{
    private const string HowToGoLive =
        "To go live, connect to the Internet and start again, or set a key: "
        + "dotnet user-secrets --project BtcTracker.AppHost set Parameters:coinmarketcap-api-key YOUR-KEY";

    /// <summary>Decides the mode. A deployment is always live.</summary>
    /// <exception cref="SettingException">The mode, the seed or the replay file is not valid.</exception>
    public static async Task<MarketPlan> MakeAsync(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return MarketPlan.Live("because published services read the real market");
        }

        return Named(builder.Configuration) ?? await AutomaticAsync(builder);
    }

    /// <summary>The mode of commands such as import and export: the real market, unless another is configured.</summary>
    /// <exception cref="SettingException">The mode, the seed or the replay file is not valid.</exception>
    public static MarketPlan OfCommand(IConfiguration configuration) =>
        Named(configuration) ?? MarketPlan.Live("because no other is configured");

    private static MarketPlan? Named(IConfiguration configuration)
    {
        var mode = configuration["Market:Mode"]?.Trim().ToLowerInvariant();
        return mode switch
        {
            null or "" or "auto" => null,
            "live" => MarketPlan.Live("as configured"),
            "demo" => MarketPlan.Demo("as configured", Seed(configuration)),
            "replay" => MarketPlan.Replayed(
                "as configured",
                ReplayPlan.Load(configuration["Market:ReplayFile"], TimeProvider.System.GetUtcNow())
            ),
            _ => throw new SettingException($"Market:Mode '{mode}' is not valid. Use auto, live, demo or replay."),
        };
    }

    private static async Task<MarketPlan> AutomaticAsync(IDistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (ApiKey.Read(configuration).Length > 0)
        {
            return MarketPlan.Live("because a CoinMarketCap key is configured");
        }

        var store = StoreSettings.Read(builder);
        if (store.Kind is StoreKind.Aws)
        {
            return MarketPlan.Live("because the store is on AWS");
        }

        if (await StoredPrices.ExistAsync(store))
        {
            return MarketPlan.Live("because the store has real prices");
        }

        var probe = await QuoteProbe.FindSourceAsync(configuration);
        return probe.Source is { } source
            ? MarketPlan.Live($"because {source} answers")
            : MarketPlan.Demo("because no key is configured and no source of real prices responds", Seed(configuration)) with
            {
                Advice = probe.IsRefusedByProxy ? $"To go live, note that {ProxyRefusal.Advice}" : HowToGoLive,
            };
    }

    private static long Seed(IConfiguration configuration)
    {
        var seed = configuration["Market:Seed"];
        return string.IsNullOrWhiteSpace(seed) ? 1
            : long.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new SettingException($"Market:Seed '{seed}' is not a whole number.");
    }
}
