using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// Evaluates holders' alerts and sends them, beside the readings, which wait for neither. What it does not get done is stored, or found
/// again by the next process.
/// </summary>
public sealed partial class PushWorker(
    HolderAlertWatcher watcher,
    PushDelivery delivery,
    PushSignals signals,
    IOptions<PushOptions> options,
    TimeProvider clock,
    ILogger<PushWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    // With a run of --once, what is sent: a few push services that hang must not hold the process.
    private static readonly TimeSpan OnceLimit = TimeSpan.FromSeconds(15);

    /// <summary>Evaluates and sends what is due, for a process that does not stay.</summary>
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
            await TryAsync(EvaluateAsync, either.Token);
            await TryAsync(delivery.DeliverDueAsync, either.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Left(logger);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.IsOn)
        {
            await Task.WhenAll(
                RepeatAsync(EvaluateAsync, signals.WaitForQuoteAsync, stoppingToken),
                RepeatAsync(delivery.DeliverDueAsync, signals.WaitForMessageAsync, stoppingToken)
            );
        }
    }

    private async Task<DateTimeOffset?> EvaluateAsync(CancellationToken cancellationToken)
    {
        await watcher.EvaluateAsync(cancellationToken);

        // The store has messages of the process before.
        signals.Raised();
        return null;
    }

    private async Task RepeatAsync(
        Func<CancellationToken, Task<DateTimeOffset?>> work,
        Func<CancellationToken, Task> signal,
        CancellationToken stoppingToken
    )
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SignalWait.WaitAsync(signal, await TryAsync(work, stoppingToken), clock, stoppingToken);
        }
    }

    private async Task<DateTimeOffset?> TryAsync(Func<CancellationToken, Task<DateTimeOffset?>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken);
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
            Message = "Holders' alerts could not be evaluated or sent for now; they are tried again, and readings are not affected: "
                + "{Reason}"
        )]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The time for holders' alerts is over; the next run does what is left.")]
        public static partial void Left(ILogger logger);
    }
}
