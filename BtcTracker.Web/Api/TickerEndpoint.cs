using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>The latest known price: a live tick, or the latest quote if no tick is newer.</summary>
public static class TickerEndpoint
{
    /// <summary>How long a copy may be kept: the next tick may come at any moment.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Answers with it; 503 before the first quote. After a time without a caller it waits a moment for the store's tick.
    /// </summary>
    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetTicker(
        CurrentSnapshot current,
        CurrentTick ticks,
        TimeProvider clock,
        HttpContext context
    )
    {
        var hasTicks = current.Value.Schedule?.TickPeriod > TimeSpan.Zero;
        var look = hasTicks && !ticks.IsWanted ? ticks.NextLook : Task.CompletedTask;
        ticks.Want();
        await Task.WhenAny(look, Task.Delay(LongestWait, clock, context.RequestAborted));
        var served = current.Served;
        SnapshotTrace.LinkRequestTo(served.Data);
        if (served.Data.Latest is null)
        {
            return SnapshotEndpoints.NoDataYet(context, served.Data);
        }

        var body = ticks.Value?.Body ?? served.Bodies.Ticker.Ask();
        return new EncodedResult(body, EncodedResult.KeepFor(hasTicks ? Kept : served.Data.FreshFor(clock.GetUtcNow())));
    }
}
