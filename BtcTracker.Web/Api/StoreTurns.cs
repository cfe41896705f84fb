using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>
/// Lets few requests read the store at once, and others wait for their turn: many large pages together would fill the
/// memory, and would keep the store from the snapshot's reader, on which every viewer depends.
/// </summary>
public sealed class StoreTurns : IDisposable
{
    /// <summary>How many requests read at once.</summary>
    public const int AtOnce = 4;

    /// <summary>How many may wait.</summary>
    public const int Waiting = 100;

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Runs a handler when its turn comes; answers 503 where too many wait.</summary>
    public async ValueTask<object?> TakeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var turn = await _turns.AcquireAsync(cancellationToken: context.HttpContext.RequestAborted);
        return turn.IsAcquired ? await next(context) : Busy(context.HttpContext);
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    private static ProblemHttpResult Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(
            "As many requests wait for the store as this server holds; /api/v1/quotes/latest and /api/v1/history are served without it.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The store is busy");
    }
}
