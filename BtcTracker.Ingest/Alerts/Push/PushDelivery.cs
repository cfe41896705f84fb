using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// Sends the messages that wait, a few at a time, each until the push service takes it, its subscription is gone, or a day is over.
/// </summary>
/// <remarks>
/// As with the operator's alerts a message is claimed in the store before it is sent, and removed once it is taken: it is sent twice only
/// where the process ends between the two, and then the device replaces the first by the second.
/// </remarks>
public sealed partial class PushDelivery(
    HolderAlertCache cache,
    PushSender sender,
    StoreCalls store,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<PushDelivery> logger
)
{
    /// <summary>How long it is tried to send a message.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private const int SentAtOnce = 8;

    // Longer than a try takes, and its end to be written.
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Sends all that is due.</summary>
    /// <returns>When the next message is due; null where none is left.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    public async Task<DateTimeOffset?> DeliverDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isDoubtful = false;
        await Parallel.ForEachAsync(
            Waiting().Where(alert => IsDue(alert.Pending!, now)),
            new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = cancellationToken },
            async (alert, token) =>
            {
                if (!await TryDeliverAsync(alert, token))
                {
                    isDoubtful = true;
                }
            }
        );
        if (isDoubtful)
        {
            // A holder or a twin has changed it; what it is now is sent where it still waits.
            await cache.RefreshAsync(cancellationToken);
        }

        return Waiting().Select(alert => alert.Pending!.NextTry ?? clock.GetUtcNow()).Cast<DateTimeOffset?>().Min();
    }

    private IEnumerable<HolderAlert> Waiting() => cache.All.Where(alert => alert is { Pending: not null, Push: not null });

    // After the clock was set back, nothing waits for a time that was wrong.
    private static bool IsDue(PendingPush pending, DateTimeOffset now) =>
        pending.NextTry is not { } next || next <= now || next > now + LongestPause + Claim;

    /// <returns>Whether it was ours to send, and what became of it is stored.</returns>
    private async Task<bool> TryDeliverAsync(HolderAlert alert, CancellationToken cancellationToken)
    {
        var claimed = alert with
        {
            Pending = alert.Pending! with { Tries = alert.Pending.Tries + 1, NextTry = clock.GetUtcNow() + Claim },
            Version = alert.Version + 1,
        };
        if (!await cache.TryReplaceAsync(alert, claimed, cancellationToken))
        {
            return false;
        }

        var settled = Settle(claimed, await sender.TrySendAsync(claimed, cancellationToken)) with { Version = claimed.Version + 1 };
        var isStored = await StoreAsync(claimed, settled, cancellationToken);
        if (settled.Push is null)
        {
            await ForgetAsync(claimed, cancellationToken);
        }

        return isStored;
    }

    private async Task<bool> StoreAsync(HolderAlert claimed, HolderAlert settled, CancellationToken cancellationToken)
    {
        try
        {
            // Also while the process stops: what is taken must not be sent again.
            return await cache.TryReplaceAsync(claimed, settled, CancellationToken.None);
        }
        catch (PriceStoreException)
        {
            return await store.UntilDoneAsync(token => cache.TryReplaceAsync(claimed, settled, token), cancellationToken);
        }
    }

    /// <summary>Removes a subscription that is gone from the holder's other alerts too.</summary>
    private async Task ForgetAsync(HolderAlert gone, CancellationToken cancellationToken)
    {
        foreach (var other in cache.All.Where(alert => alert.HolderId == gone.HolderId && alert.Push?.Endpoint == gone.Push!.Endpoint))
        {
            await cache.TryReplaceAsync(other, other with { Push = null, Pending = null, Version = other.Version + 1 }, cancellationToken);
        }
    }

    private HolderAlert Settle(HolderAlert alert, PushAnswer answer)
    {
        var (now, pending, host) = (clock.GetUtcNow(), alert.Pending!, alert.Push!.Host);
        var pause = PauseAfter(pending.Tries, answer.RetryAfter);
        switch (answer.Result)
        {
            case PushResult.Taken:
                metrics.Pushed(AlertOutcome.Sent);
                Log.Sent(logger, alert.Tag, host);
                return alert with { Pending = null, SentAt = now };
            case PushResult.Gone:
                metrics.Pushed(AlertOutcome.GivenUp);
                Log.Gone(logger, alert.Tag, host, answer.Reason);
                return alert with { Pending = null, Push = null };
            case PushResult.Failed when now + pause - pending.At <= GivenUpAfter:
                metrics.Pushed(AlertOutcome.Failed);
                Log.Failed(logger, alert.Tag, host, pause.TotalSeconds, answer.Reason);
                return alert with { Pending = pending with { NextTry = now + pause } };
            default:
                metrics.Pushed(AlertOutcome.GivenUp);
                Log.GivenUp(logger, alert.Tag, pending.Tries, host, answer.Reason);
                return alert with { Pending = null };
        }
    }

    private static TimeSpan PauseAfter(int tries, TimeSpan? asked)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries - 1, 12));
        pause = asked > pause ? asked.Value : pause;
        return pause < LongestPause ? pause : LongestPause;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The push service {Host} took the alert {Tag}.")]
        public static partial void Sent(ILogger logger, string tag, string host);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The push service {Host} has no subscription for the alert {Tag} any more; it is removed: {Reason}"
        )]
        public static partial void Gone(ILogger logger, string tag, string host, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The push service {Host} did not take the alert {Tag}, which is sent again in {Seconds} s; readings are not "
                + "affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string tag, string host, double seconds, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The alert {Tag} is given up after {Tries} tries, because of the push service {Host}: {Reason}"
        )]
        public static partial void GivenUp(ILogger logger, string tag, int tries, string host, string reason);
    }
}
