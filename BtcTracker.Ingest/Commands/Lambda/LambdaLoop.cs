using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands.Lambda;

/// <summary>Takes one reading per invocation, as <c>--once</c> does, until the process is stopped.</summary>
internal sealed partial class LambdaLoop(RuntimeApi api, IReadOnlyList<string> settings, TimeProvider clock, ILogger<LambdaLoop> logger)
{
    private const string TooLate = "The function timed out before the reading was stored. Give it a longer timeout.";

    /// <summary>The time reserved for reporting an invocation's result.</summary>
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(1);

    /// <summary>Runs the operation.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var invocation = await api.NextAsync(stopping);
                await HandleAsync(invocation, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task HandleAsync(Invocation invocation, CancellationToken stopping)
    {
        if (await TakeReadingAsync(invocation, stopping) is { } reason)
        {
            await api.FailAsync(invocation, reason, stopping);
        }
        else
        {
            await api.SucceedAsync(invocation, stopping);
        }
    }

    /// <returns>Null if the slot has its quote now; otherwise why not.</returns>
    private async Task<string?> TakeReadingAsync(Invocation invocation, CancellationToken stopping)
    {
        var left = invocation.Deadline - clock.GetUtcNow() - ReportTime;
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        string? reason = null;

        // A separate host per reading: it drains its outbox and sends its telemetry before Lambda freezes the process.
        await StartUp.RunOnceAsync(
            () => IngestApp.CreateOnceBuilder([.. settings]).Build(),
            async (services, _) => reason = await TakeAsync(services, ended.Token, limit.Token)
        );
        return reason;
    }

    private static async Task<string?> TakeAsync(IServiceProvider services, CancellationToken ended, CancellationToken limit)
    {
        try
        {
            return await IngestApp.TakeOneReadingAsync(services, ended);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return TooLate;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Lambda is terminating this process; the loop ends.")]
        public static partial void Stopped(ILogger logger);
    }
}
