using System.Text.Json.Nodes;
using BtcTracker.MarketSim.Markets;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.MarketSim.Api;

/// <summary>
/// CoinMarketCap's <c>quotes/latest</c>, in the shapes of its three versions, with a key and without, and <c>key/info</c>.
/// </summary>
public static class CoinMarketCapApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapCoinMarketCap(this IEndpointRouteBuilder routes)
    {
        var keyed = routes.MapGroup("").AddEndpointFilter(RequireKeyAsync);
        keyed.MapGet("/v1/cryptocurrency/quotes/latest", QuotesV1);
        keyed.MapGet("/v2/cryptocurrency/quotes/latest", QuotesV2);
        keyed.MapGet("/v3/cryptocurrency/quotes/latest", QuotesV3);
        keyed.MapGet("/v1/key/info", KeyInfo);
        routes.MapGet("/public-api/v3/cryptocurrency/quotes/latest", QuotesV3);
        return routes;
    }

    /// <summary>Any key that looks like one is taken: 32 hexadecimal digits, with hyphens or without.</summary>
    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var key = context.HttpContext.Request.Headers["X-CMC_PRO_API_KEY"].ToString();
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return key switch
        {
            "" => Refusal(now, 1002, "API key missing."),
            _ when !Guid.TryParse(key, out _) => Refusal(now, 1001, "This API Key is invalid."),
            _ => await next(context),
        };
    }

    private static IResult Refusal(DateTimeOffset now, int code, string message) =>
        Results.Json(CoinMarketCapBodies.Error(now, code, message), statusCode: StatusCodes.Status401Unauthorized);

    private static IResult QuotesV1([AsParameters] Query query) => query.Answer(CoinMarketCapBodies.V1);

    private static IResult QuotesV2([AsParameters] Query query) => query.Answer(CoinMarketCapBodies.V2);

    private static IResult QuotesV3([AsParameters] Query query) => query.Answer(CoinMarketCapBodies.V3);

    /// <summary>The plan and its use; asking costs nothing.</summary>
    private static IResult KeyInfo(KeyUsage usage, TimeProvider clock) =>
        Results.Json(CoinMarketCapBodies.Success(clock.GetUtcNow(), KeyInfoBody.Of(usage, clock.GetUtcNow()), credits: 0));

    /// <summary>The requested coin, by one of its names. Only Bitcoin is known here.</summary>
    private readonly record struct Query(
        [FromQuery] string? Id,
        [FromQuery] string? Slug,
        [FromQuery] string? Symbol,
        [FromQuery] string? Convert,
        ISimulatedMarket Market,
        KeyUsage Usage,
        TimeProvider Clock
    )
    {
        private string? Name => Id ?? Slug ?? Symbol;

        public IResult Answer(Func<MarketReading, CoinName, IReadOnlyList<Currency>, JsonNode> shape)
        {
            var now = Clock.GetUtcNow();
            if (Name is null || Currency.Parse(Convert ?? "USD") is not { } currencies)
            {
                var message = Name is null
                    ? "\"value\" must contain at least one of [id, symbol, slug]"
                    : $"Invalid value for \"convert\": \"{Convert}\"";
                return Results.Json(CoinMarketCapBodies.Error(now, 400, message), statusCode: StatusCodes.Status400BadRequest);
            }

            // An unknown coin is a success with empty data, as it is in the real one. Each currency costs a credit.
            Usage.Count(currencies.Count);
            var known = Name is "1" or "bitcoin" or "BTC";
            var reading = known ? Market.ReadAt(now) : null;
            var data = reading is null ? new JsonObject() : shape(reading, new CoinName(Name, Symbol == Name), currencies);
            return Results.Json(CoinMarketCapBodies.Success(now, data, currencies.Count));
        }
    }
}
