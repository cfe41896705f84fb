using System.Globalization;
using System.Text.Json.Serialization;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.MarketSim.Api;

/// <summary>Kraken's ticker. Its candles are not simulated: demo and replay have Coinbase's.</summary>
public static class KrakenApi
{
    private static readonly string[] Pairs = ["XBTUSD", "XXBTZUSD", "XBT/USD"];

    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapKraken(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/0/public/Ticker", Ticker);
        return routes;
    }

    /// <summary>
    /// The last trade: <c>{"error": [], "result": {"XXBTZUSD": {"c": ["63800.8", "0.001"]}}}</c>. An error has status 200 too.
    /// </summary>
    private static TickerBody Ticker(string? pair, ISimulatedMarket market, TimeProvider clock) =>
        Pairs.Contains(pair, StringComparer.OrdinalIgnoreCase) && market.ReadAt(clock.GetUtcNow()) is { } reading
            ? new TickerBody([], new() { ["XXBTZUSD"] = PairBody.Of(reading.Price) })
            : new TickerBody(["EQuery:Unknown asset pair"], null);

    private sealed record TickerBody(
        string[] Error,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Dictionary<string, PairBody>? Result
    );

    /// <param name="C">The last trade's price and lot.</param>
    private sealed record PairBody(string[] C)
    {
        public static PairBody Of(decimal price) => new([price.ToString(CultureInfo.InvariantCulture), "0.00100000"]);
    }
}
