using BtcTracker.Market;

namespace BtcTracker.MarketSim.Api;

/// <summary>Labels every response, so that a simulated price is never mistaken for a real one.</summary>
public static class MarketLabel
{
    /// <summary>The response header; its value is <c>demo</c> or <c>replay</c>.</summary>
    public const string Header = "X-BtcTracker-MarketSim";

    /// <summary>The mode as bodies and labels write it.</summary>
    public static string Of(MarketMode mode) => mode == MarketMode.Demo ? "demo" : "replay";

    /// <summary>Adds the label to every answer, errors included.</summary>
    public static IApplicationBuilder UseMarketLabel(this IApplicationBuilder app, MarketMode mode) =>
        app.Use(
            (context, next) =>
            {
                context.Response.Headers[Header] = Of(mode);
                return next(context);
            }
        );
}
