using System.Net;
using System.Threading.RateLimiting;
using BtcTracker.Web.Live;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>Limits how many names, and how many wrong tokens, are tried: by each client, and in all.</summary>
public sealed class HolderLimits(IOptions<HoldersOptions> options) : IDisposable
{
    /// <summary>How many wrong tokens one client may try in a minute.</summary>
    public const int WrongTokensPerClient = 10;

    /// <summary>How many wrong tokens all clients together may try in a minute.</summary>
    public const int WrongTokens = 600;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<HttpContext> _creations = PartitionedRateLimiter.CreateChained(
        ForEachClient(options.Value.CreationsPerClient, Hour),
        ForAll(options.Value.Creations, Hour)
    );

    private readonly PartitionedRateLimiter<HttpContext> _wrongOfClient = ForEachClient(WrongTokensPerClient, Minute);
    private readonly PartitionedRateLimiter<HttpContext> _wrongOfAll = ForAll(WrongTokens, Minute);

    /// <summary>Whether this client may ask for one more name now.</summary>
    public bool MayCreate(HttpContext context) => Take(_creations, context);

    /// <summary>
    /// Whether this client has tried too many wrong tokens. Other clients' attempts do not count: with those a
    /// stranger could lock everybody out.
    /// </summary>
    public bool MayTry(HttpContext context)
    {
        using var lease = _wrongOfClient.AttemptAcquire(context, permitCount: 0);
        return lease.IsAcquired;
    }

    /// <summary>Counts a wrong token.</summary>
    /// <returns>Whether it was within the limits.</returns>
    public bool Wrong(HttpContext context) => Take(_wrongOfClient, context) & Take(_wrongOfAll, context);

    /// <inheritdoc />
    public void Dispose()
    {
        _creations.Dispose();
        _wrongOfClient.Dispose();
        _wrongOfAll.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<HttpContext> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<HttpContext> ForEachClient(int limit, TimeSpan window) =>
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(ClientNetwork.Of(context) ?? IPAddress.None, _ => Window(limit, window))
        );

    private static PartitionedRateLimiter<HttpContext> ForAll(int limit, TimeSpan window) =>
        PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetFixedWindowLimiter(true, _ => Window(limit, window)));

    private static FixedWindowRateLimiterOptions Window(int limit, TimeSpan window) => new() { PermitLimit = limit, Window = window };
}
