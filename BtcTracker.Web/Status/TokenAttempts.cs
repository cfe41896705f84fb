using System.Net;
using System.Threading.RateLimiting;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Status;

/// <summary>Limits how often a client may try a token, and logs what was refused, once a minute.</summary>
public sealed partial class TokenAttempts(TimeProvider clock, ILogger<TokenAttempts> log) : IDisposable
{
    private const int AttemptsPerMinute = 10;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            ClientNetwork.Of(context) ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = Minute }
        )
    );

    private DateTimeOffset _nextLine = DateTimeOffset.MinValue;
    private long _refused;

    /// <summary>Whether this client may try one more token now.</summary>
    public bool MayTry(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    /// <summary>Counts a refused request.</summary>
    public void Refused()
    {
        long count;
        lock (_lock)
        {
            _refused++;
            if (clock.GetUtcNow() < _nextLine)
            {
                return;
            }

            (_nextLine, count, _refused) = (clock.GetUtcNow() + Minute, _refused, 0);
        }

        Log.Refused(log, count);
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Refused {Count} requests for /status without the right token since the last such line."
        )]
        public static partial void Refused(ILogger logger, long count);
    }
}
