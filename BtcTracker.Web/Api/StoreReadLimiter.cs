using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>
/// Limits concurrent store reads; further requests wait for their turn. Many large pages together would fill the
/// memory, and would keep the store from the snapshot's reader, on which every viewer depends.
/// </summary>
public sealed class StoreReadLimiter(TimeProvider clock) : IDisposable
{
    /// <summary>How many requests read at once.</summary>
    public const int AtOnce = 4;

    /// <summary>How many requests may wait.</summary>
    public const int Waiting = 100;

    /// <summary>The longest wait: if the store does not answer, requests must not queue up behind it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrencyLimiter _limiter = new(
        new ConcurrencyLimiterOptions
        {
            PermitLimit = AtOnce,
            QueueLimit = Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>Runs a handler when its turn comes; answers 503 if too many wait or the wait is too long.</summary>
    public async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = await AcquireAsync(context.HttpContext.RequestAborted);
        return lease switch
        {
            { IsAcquired: true } => await next(context),
            null => Busy(context.HttpContext, $"The requests before this one have kept the store for {LongestWait.TotalSeconds:F0} s"),
            _ => Busy(context.HttpContext, "As many requests wait for the store as this server holds"),
        };
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    /// <returns>A lease, not acquired where too many wait; null where the wait was too long.</returns>
    private async Task<RateLimitLease?> AcquireAsync(CancellationToken aborted)
    {
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, limit.Token);
        try
        {
            return await _limiter.AcquireAsync(cancellationToken: ended.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private static ProblemHttpResult Busy(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(
            $"{reason}; {context.Request.PathBase}/api/v1/quotes/latest and "
                + $"{context.Request.PathBase}/api/v1/history are served without it.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The store is busy"
        );
    }
}
