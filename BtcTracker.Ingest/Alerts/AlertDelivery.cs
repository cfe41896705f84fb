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
            cancellationToken.ThrowIfCancellationRequested();
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

    // To all at once: none waits for another that hangs. One that is no longer configured is not waited for.
    private async Task<IReadOnlyList<Attempt>> SendAsync(AlertMessage message, CancellationToken cancellationToken) =>
        await Task.WhenAll(
            Options
                .Receivers.Where(receiver => message.OnlyFor is null || message.OnlyFor == receiver)
                .Select(receiver => TrySendAsync(message, receiver, cancellationToken))
        );

    private async Task<Attempt> TrySendAsync(AlertMessage message, string receiver, CancellationToken cancellationToken)
    {
        try
        {
            var failure = await sender.TrySendAsync(message, receiver, cancellationToken);
            return new(receiver, failure, failure is null ? TimeSpan.Zero : PauseAfter(message.Tries, failure.RetryAfter));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next process sends it, to those that have not acknowledged it.
            return new(receiver, null, TimeSpan.Zero) { IsInterrupted = true };
        }
    }

    private async Task SettleAsync(AlertMessage message, IReadOnlyList<Attempt> attempts, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = attempts.Where(attempt => attempt.IsInterrupted || attempt.Failure is not null).ToList();
        var failed = open.Find(attempt => attempt.Failure is not null);
        var pause = open.Select(attempt => attempt.Pause).DefaultIfEmpty().Max();
        var isGivenUp = failed is not null && now + pause - message.At > GivenUpAfter;
        foreach (var attempt in attempts.Where(attempt => !attempt.IsInterrupted))
        {
            Report(message, attempt, isGivenUp);
        }

        var left =
            open.Count == 0 || isGivenUp
                ? null
                : message with
                {
                    NextTry = now + pause,
                    OnlyFor = open.Count < Options.Receivers.Count() ? open[0].Receiver : null,
                };
        AlertState Settled(AlertState state) =>
            Replace(state, message, left) is var after && isGivenUp && state.Pending.Any(pending => pending.Id == message.Id)
                ? after with
                {
                    GivenUp = after.GivenUp + 1,
                    GivenUpAt = now,
                    GivenUpReason = $"{Options.HostOf(failed!.Receiver)}: {failed.Failure!.Reason}",
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

    private void Report(AlertMessage message, Attempt attempt, bool isGivenUp)
    {
        var (receiver, host) = (attempt.Receiver, Options.HostOf(attempt.Receiver));
        metrics.Alerted(
            attempt.Failure is null ? AlertOutcome.Sent
            : isGivenUp ? AlertOutcome.GivenUp
            : AlertOutcome.Failed
        );
        if (attempt.Failure is not { } failure)
        {
            Log.Sent(logger, receiver, host, message.Id);
        }
        else if (isGivenUp)
        {
            Log.GivenUp(logger, message.Id, message.Tries, message.Title, receiver, host, failure.Reason);
        }
        else
        {
            Log.Failed(logger, receiver, host, message.Id, attempt.Pause.TotalSeconds, failure.Reason);
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

    private sealed record Attempt(string Receiver, SendFailure? Failure, TimeSpan Pause)
    {
        /// <summary>Whether the process is stopping, or its time is over.</summary>
        public bool IsInterrupted { get; init; }
    }
}
