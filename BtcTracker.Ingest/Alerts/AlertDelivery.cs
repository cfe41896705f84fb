using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Sends the stored messages pending at a time, oldest first, each until it is acknowledged or dropped.</summary>
/// <remarks>
/// A message is claimed in the store before it is sent, so that a concurrent process does not send it too, and removed once it is
/// acknowledged. It is sent twice only if the process ends in between.
/// </remarks>
public sealed partial class AlertDelivery(
    AlertStates states,
    AlertSender sender,
    StoreCalls store,
    IOptions<AlertOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<AlertDelivery> logger
)
{
    /// <summary>How long sending a message is retried.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    // Longer than an attempt and the write of its result.
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Sends all messages that are due.</summary>
    /// <returns>When the next message is due; null if there is none.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    public async Task<DateTimeOffset?> DeliverDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            AlertMessage? claimed = null;
            var state = await states.UpdateAsync(before => ClaimIn(before, out claimed), cancellationToken);
            if (claimed is null)
            {
                return state.Pending.Min(message => message.NextTry);
            }

            await SettleAsync(claimed, await SendAsync(claimed, cancellationToken), cancellationToken);
        }
    }

    private AlertOptions Options => options.Value;

    private AlertState ClaimIn(AlertState state, out AlertMessage? claimed)
    {
        var now = clock.GetUtcNow();

        // After the clock was set back, a time from before is not waited for.
        var due = state.Pending.FirstOrDefault(message => message.NextTry is not { } next || next <= now || next > now + LongestPause);
        claimed = due is null ? null : due with { Tries = due.Tries + 1, NextTry = now + Claim };
        return claimed is null ? state : Replace(state, claimed, claimed);
    }

    // The receivers that did not acknowledge it. One that is no longer configured is not waited for.
    private async Task<IReadOnlyList<FailedReceiver>> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var failed = new List<FailedReceiver>();
        foreach (var receiver in Options.Receivers.Where(receiver => message.OnlyFor is null || message.OnlyFor == receiver))
        {
            if (await sender.TrySendAsync(message, receiver, cancellationToken) is { } failure)
            {
                failed.Add(new(receiver, failure, PauseAfter(message.Tries, failure.RetryAfter)));
            }
            else
            {
                var host = Options.HostOf(receiver);
                metrics.Alerted(AlertOutcome.Sent);
                Log.Sent(logger, receiver, host, message.Id);
            }
        }

        return failed;
    }

    private async Task SettleAsync(AlertMessage message, IReadOnlyList<FailedReceiver> failed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pause = failed.Select(one => one.Pause).DefaultIfEmpty().Max();
        var isGivenUp = failed.Count > 0 && now + pause - message.At > GivenUpAfter;
        foreach (var one in failed)
        {
            Report(message, one, isGivenUp);
        }

        var left =
            failed.Count == 0 || isGivenUp
                ? null
                : message with
                {
                    NextTry = now + pause,
                    OnlyFor = failed.Count < Options.Receivers.Count() ? failed[0].Receiver : null,
                };
        AlertState Settled(AlertState state) =>
            Replace(state, message, left) is var after && isGivenUp
                ? after with
                {
                    GivenUp = after.GivenUp + 1,
                    GivenUpAt = now,
                    GivenUpReason = $"{Options.HostOf(failed[0].Receiver)}: {failed[0].Failure.Reason}",
                }
                : after;
        try
        {
            // Also while the process is stopping: an acknowledged message must not be sent again.
            await states.UpdateAsync(Settled, CancellationToken.None);
        }
        catch (PriceStoreException)
        {
            await store.UntilDoneAsync(token => states.UpdateAsync(Settled, token), cancellationToken);
        }
    }

    private void Report(AlertMessage message, FailedReceiver failed, bool isGivenUp)
    {
        var (receiver, host, reason) = (failed.Receiver, Options.HostOf(failed.Receiver), failed.Failure.Reason);
        metrics.Alerted(isGivenUp ? AlertOutcome.GivenUp : AlertOutcome.Failed);
        if (isGivenUp)
        {
            Log.GivenUp(logger, message.Id, message.Tries, message.Title, receiver, host, reason);
        }
        else
        {
            Log.Failed(logger, receiver, host, message.Id, failed.Pause.TotalSeconds, reason);
        }
    }

    private static TimeSpan PauseAfter(int tries, TimeSpan? retryAfter)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries - 1, 12));
        pause = retryAfter > pause ? retryAfter.Value : pause;
        return pause < LongestPause ? pause : LongestPause;
    }

    private static AlertState Replace(AlertState state, AlertMessage message, AlertMessage? by) =>
        state with
        {
            Pending = [.. state.Pending.Select(pending => pending.Id == message.Id ? by : pending).OfType<AlertMessage>()],
        };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The {Receiver} at {Host} accepted the alert {Id}.")]
        public static partial void Sent(ILogger logger, string receiver, string host, string id);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The {Receiver} at {Host} did not accept the alert {Id}; it is retried in {Seconds} s. Readings "
                + "are not affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string receiver, string host, string id, double seconds, string reason);

        [LoggerMessage(
            LineIds.AlertGivenUp,
            LogLevel.Error,
            "The alert {Id} was dropped after {Tries} attempts: \"{Title}\" was not sent. The {Receiver} at {Host} failed: {Reason}"
        )]
        public static partial void GivenUp(ILogger logger, string id, int tries, string title, string receiver, string host, string reason);
    }

    private sealed record FailedReceiver(string Receiver, SendFailure Failure, TimeSpan Pause);
}
