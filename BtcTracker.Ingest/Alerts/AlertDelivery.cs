using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Sends the stored messages one at a time, oldest first, each until it is acknowledged or given up.</summary>
/// <remarks>
/// A message is claimed in the store before it is sent, so that a twin does not send it too, and removed once it is acknowledged: it is
/// sent twice only where the process ends between the two.
/// </remarks>
public sealed partial class AlertDelivery(
    AlertBook book,
    AlertSender sender,
    StoreCalls store,
    IOptions<AlertOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<AlertDelivery> logger
)
{
    /// <summary>How long it is tried to send a message.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    // Longer than a try takes, and its end to be written.
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Sends all that is due.</summary>
    /// <returns>When the next message is due; null where none is left.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    public async Task<DateTimeOffset?> DeliverDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            AlertMessage? claimed = null;
            var state = await book.UpdateAsync(before => ClaimIn(before, out claimed), cancellationToken);
            if (claimed is null)
            {
                return state.Pending.Min(message => message.NextTry);
            }

            await SettleAsync(claimed, await sender.TrySendAsync(claimed, cancellationToken), cancellationToken);
        }
    }

    private AlertState ClaimIn(AlertState state, out AlertMessage? claimed)
    {
        var now = clock.GetUtcNow();

        // After the clock was set back, nothing waits for a time that was wrong.
        var due = state.Pending.FirstOrDefault(message => message.NextTry is not { } next || next <= now || next > now + LongestPause);
        claimed = due is null ? null : due with { Tries = due.Tries + 1, NextTry = now + Claim };
        return claimed is null ? state : Replace(state, claimed, claimed);
    }

    private async Task SettleAsync(AlertMessage message, SendFailure? failure, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pause = PauseAfter(message.Tries, failure?.RetryAfter);
        var isGivenUp = failure is not null && now + pause - message.At > GivenUpAfter;
        Report(message, failure, isGivenUp, pause);
        var left = failure is null || isGivenUp ? null : message with { NextTry = now + pause };
        AlertState Settled(AlertState state) =>
            Replace(state, message, left) is var after && isGivenUp ? after with { GivenUp = after.GivenUp + 1, GivenUpAt = now } : after;
        try
        {
            // Also while the process stops: what is acknowledged must not be sent again.
            await book.UpdateAsync(Settled, CancellationToken.None);
        }
        catch (PriceStoreException)
        {
            await store.UntilDoneAsync(token => book.UpdateAsync(Settled, token), cancellationToken);
        }
    }

    private void Report(AlertMessage message, SendFailure? failure, bool isGivenUp, TimeSpan pause)
    {
        var host = options.Value.Url!.Authority;
        metrics.Alerted(
            failure is null ? AlertOutcome.Sent
            : isGivenUp ? AlertOutcome.GivenUp
            : AlertOutcome.Failed
        );
        if (failure is null)
        {
            Log.Sent(logger, message.Id, host);
        }
        else if (isGivenUp)
        {
            Log.GivenUp(logger, message.Id, message.Tries, message.Title, host, failure.Reason);
        }
        else
        {
            Log.Failed(logger, message.Id, host, pause.TotalSeconds, failure.Reason);
        }
    }

    private static TimeSpan PauseAfter(int tries, TimeSpan? asked)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries - 1, 12));
        pause = asked > pause ? asked.Value : pause;
        return pause < LongestPause ? pause : LongestPause;
    }

    private static AlertState Replace(AlertState state, AlertMessage message, AlertMessage? by) =>
        state with
        {
            Pending = [.. state.Pending.Select(one => one.Id == message.Id ? by : one).OfType<AlertMessage>()],
        };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The webhook at {Host} took the alert {Id}.")]
        public static partial void Sent(ILogger logger, string id, string host);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The webhook at {Host} did not take the alert {Id}, which is sent again in {Seconds} s; readings "
                + "are not affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string id, string host, double seconds, string reason);

        [LoggerMessage(
            LineIds.AlertGivenUp,
            LogLevel.Error,
            "The alert {Id} is given up after {Tries} tries: \"{Title}\" was not sent, because of the webhook at {Host}: {Reason}"
        )]
        public static partial void GivenUp(ILogger logger, string id, int tries, string title, string host, string reason);
    }
}
