using BtcTracker.Market.Storage;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>Tells callers that the store does not answer, and when to come again.</summary>
public static class StoreDown
{
    /// <summary>Answers 503 where a handler cannot read the store.</summary>
    public static TBuilder ReadsStore<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints
        .AddEndpointFilter(AnswerAsync)
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status503ServiceUnavailable, typeof(ProblemDetails), ["application/problem+json"]));

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PriceStoreException problem)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(problem.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store does not answer");
        }
    }
}
