using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Sends alerts in the background; readings never wait for it. Unsent messages stay stored for the next process.</summary>
public sealed partial class AlertWorker(
    AlertStates states,
    AlertDelivery delivery,
    IOptions<AlertOptions> options,
    TimeProvider clock,
    ILogger<AlertWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    // The limit for --once: a receiver that hangs must not delay the end of the process.
    private static readonly TimeSpan OnceLimit = TimeSpan.FromSeconds(15);

    /// <summary>Sends what is due, for a short-lived process.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        using var limit = new CancellationTokenSource(OnceLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await DeliverAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Left(logger);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.IsOn && !stoppingToken.IsCancellationRequested)
        {
            var next = await DeliverAsync(stoppingToken);
            await SignalWait.WaitAsync(states.WaitAsync, next, clock, stoppingToken);
        }
    }

    private async Task<DateTimeOffset?> DeliverAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await delivery.DeliverDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception.Message);
            return clock.GetUtcNow() + PauseAfterFailure;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The alerts could not be sent yet; they are kept, and readings are not affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The time for sending alerts is over; the next run sends the rest.")]
        public static partial void Left(ILogger logger);
    }
}
