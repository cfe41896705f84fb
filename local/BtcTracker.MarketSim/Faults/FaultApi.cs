using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BtcTracker.MarketSim.Faults;

/// <summary>The endpoints to request faults, for callers on this machine only.</summary>
public static class FaultApi
{
    private const string Path = "/faults";

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapFaults(this IEndpointRouteBuilder routes)
    {
        var faults = routes.MapGroup(Path).AddEndpointFilter(RequireLoopbackAsync);
        faults.MapPost("", AddAsync);
        faults.MapGet("", (ActiveFaults active) => active.All);
        faults.MapDelete("", Clear);
        return routes;
    }

    private static async Task<Results<Created<ActiveFault>, ValidationProblem>> AddAsync(
        HttpRequest request,
        ActiveFaults active,
        EndpointDataSource endpoints,
        IOptions<JsonOptions> json,
        TimeProvider clock
    )
    {
        try
        {
            var fault =
                await JsonSerializer.DeserializeAsync<FaultRequest>(
                    request.Body,
                    json.Value.SerializerOptions,
                    request.HttpContext.RequestAborted
                ) ?? new FaultRequest();
            return fault.FindErrors(MarketRoutes(endpoints)) is { Count: > 0 } errors
                ? TypedResults.ValidationProblem(errors, title: "The fault is not one that can be made.")
                : TypedResults.Created(
                    Path,
                    active.Add(
                        fault.ToFault(clock.GetUtcNow()),
                        fault.Count,
                        fault.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null
                    )
                );
        }
        catch (JsonException exception)
        {
            var field = exception.Path is ['$', '.', .. var name] ? name : "body";
            var errors = new Dictionary<string, string[]>
            {
                [field] =
                [
                    field == "body" ? "The request is not a JSON object." : "Its value is not of the field's type: a number, or a text.",
                ],
            };
            return TypedResults.ValidationProblem(errors, title: "The fault is not one that can be made.");
        }
    }

    private static NoContent Clear(ActiveFaults active)
    {
        active.Clear();
        return TypedResults.NoContent();
    }

    private static async ValueTask<object?> RequireLoopbackAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Loopback.IsCaller(context.HttpContext)
            ? await next(context)
            : Results.Problem("Faults are accepted from this machine only.", statusCode: StatusCodes.Status403Forbidden);

    private static List<string> MarketRoutes(EndpointDataSource endpoints) =>
        [
            .. endpoints
                .Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint => endpoint.RoutePattern.RawText!)
                .Where(FaultInjection.IsMarkets)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
