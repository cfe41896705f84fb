using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Live;

/// <summary>Writes one viewer's stream of server-sent events until the viewer leaves or the service stops.</summary>
public sealed class QuoteStreamWriter(
    StreamLimiter limiter,
    LiveQuoteFeed feed,
    CurrentSnapshot current,
    CurrentTick ticks,
    IHostApplicationLifetime lifetime,
    TimeProvider clock
)
{
    // The viewers of a process that shuts down reconnect to the others spread over this time.
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2.5);

    // A viewer that does not read must not delay the shutdown.
    private static readonly TimeSpan RetryTimeLimit = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends what came after a slot, then every new quote; without a slot it starts with the latest quote. The history's
    /// version and the live tick are sent at the start and whenever they change.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="after">The last slot that the viewer has, in seconds since the epoch; null for none.</param>
    /// <returns>Why there is no stream, at once and with nothing written; else null, at the stream's end.</returns>
    public async Task<StreamRefusal?> TryWriteAsync(HttpContext context, long? after)
    {
        var client = ClientNetwork.Of(context);
        if (limiter.Acquire(client) is { } refusal)
        {
            return refusal;
        }

        try
        {
            PrepareResponse(context.Response);
            await (HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : WriteAsync(context, after));
            return null;
        }
        finally
        {
            limiter.Release(client);
        }
    }

    private static void PrepareResponse(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task WriteAsync(HttpContext context, long? after)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var wakeUps = feed.Subscribe();
        try
        {
            var seen = await SendAsync(context, current.Served, new Seen(after, 0, null), ended.Token);
            await foreach (var _ in wakeUps.Reader.ReadAllAsync(ended.Token))
            {
                seen = await SendAsync(context, current.Served, seen, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The viewer left or the service stops: every stream ends so.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await SendRetryTimeAsync(context);
            }
        }
        finally
        {
            feed.Unsubscribe(wakeUps);
        }
    }

    private async Task SendRetryTimeAsync(HttpContext context)
    {
        using var limit = new CancellationTokenSource(RetryTimeLimit, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            var pause = ShortestRetry + (Random.Shared.NextDouble() * (LongestRetry - ShortestRetry));
            await context.Response.BodyWriter.WriteAsync(QuoteFrame.RetryAfter(pause), ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It left itself, or does not read.
        }
    }

    /// <returns>What the viewer has been sent now.</returns>
    private async Task<Seen> SendAsync(HttpContext context, ServedSnapshot served, Seen seen, CancellationToken cancellationToken)
    {
        var now = new Seen(
            await SendQuotesAsync(context, served.Frames, seen.Slot, cancellationToken),
            served.Data.HistoryVersion,
            ticks.Value
        );
        if (now.History != seen.History)
        {
            await context.Response.BodyWriter.WriteAsync(QuoteFrame.OfHistory(now.History), cancellationToken);
        }

        if (now.Tick is not null && now.Tick != seen.Tick)
        {
            await context.Response.BodyWriter.WriteAsync(now.Tick.Frame, cancellationToken);
        }

        if (now == seen)
        {
            await context.Response.BodyWriter.WriteAsync(QuoteFrame.Heartbeat, cancellationToken);
        }

        return now;
    }

    /// <returns>The last slot that the viewer has now; null while there is none.</returns>
    private static async Task<long?> SendQuotesAsync(
        HttpContext context,
        QuoteFrames frames,
        long? after,
        CancellationToken cancellationToken
    )
    {
        var body = context.Response.BodyWriter;
        var first = frames.FirstAfter(after ?? frames.BeforeLatest);
        if (first == frames.All.Length)
        {
            return after;
        }

        if (after < frames.CompleteAfter)
        {
            var missed = MissedQuotes.Between(context.Request.PathBase, after.Value, frames.All[first].Slot);
            await body.WriteAsync(QuoteFrame.Of(missed), cancellationToken);
        }

        for (var at = first; at < frames.All.Length; at++)
        {
            await body.WriteAsync(frames.All[at].Bytes, cancellationToken);
        }

        return frames.All[^1].Slot;
    }

    /// <summary>What a viewer has been sent.</summary>
    /// <param name="Slot">The last slot; null for none.</param>
    /// <param name="History">The history's version; at the start 0, that of a history which has not moved.</param>
    /// <param name="Tick">The live tick; null for none.</param>
    private readonly record struct Seen(long? Slot, int History, ServedTick? Tick);
}
