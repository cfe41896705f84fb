using BtcTracker.Market.Storage;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>Answers 503 with a time to retry while the store does not answer.</summary>
public static partial class StoreUnavailable
{
    /// <summary>Runs a handler in its turn, and answers 503 if it cannot read the store.</summary>
    public static TBuilder ReadsStore<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints
            .AddEndpointFilter(
                (context, next) => context.HttpContext.RequestServices.GetRequiredService<StoreReadLimiter>().RunAsync(context, next)
            )
            .AddEndpointFilter(AnswerAsync)
            .WithMetadata(
                new ProducesResponseTypeMetadata(
                    StatusCodes.Status503ServiceUnavailable,
                    typeof(ProblemDetails),
                    ["application/problem+json"]
                )
            );

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PriceStoreException problem)
        {
            // The reason names addresses and settings that only the operator may see.
            Log.NotRead(
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreUnavailable)),
                problem.Message
            );
            context.HttpContext.Response.Headers.RetryAfter = "5";
            var pathBase = context.HttpContext.Request.PathBase;
            return TypedResults.Problem(
                $"It is asked again at the next request; {pathBase}/api/v1/quotes/latest and {pathBase}/api/v1/history are served "
                    + "without it.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The store does not answer"
            );
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A request was answered with 503. {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);
    }
}
