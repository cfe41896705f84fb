using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Backfill;

/// <summary>Runs backfill at the start and a little after each five minutes, when candles have closed. Its failures are its own: readings go on.</summary>
public sealed partial class BackfillWorker(
    CandleBackfill backfill, IOptions<IngestOptions> options, TimeProvider clock, ILogger<BackfillWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly SourceStanding _standing = new(clock);

    // A source publishes a candle a little after its close.
    private readonly TimeSpan _afterClose = options.Value.Mode == MarketMode.Live ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            failures = await TryRunAsync(stoppingToken) ? 0 : Math.Min(failures + 1, 6);
            await Task.Delay(failures > 0 ? UntilNextTry(failures) : UntilNextClose(), clock, stoppingToken);
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var plan in BackfillPlan.All)
            {
                await backfill.RunAsync(plan, cancellationToken);
            }

            _standing.Succeeded();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (exception is SourceException failure)
            {
                _standing.Failed(failure);
            }

            Log.Failed(logger, exception.Message);
            return false;
        }
    }

    private TimeSpan UntilNextTry(int failures)
    {
        var pause = FirstPause * Math.Pow(2, failures - 1);
        var asked = _standing.NextCall - clock.GetUtcNow();
        return new[] { asked > pause ? asked : pause, LongestPause }.Min();
    }

    private TimeSpan UntilNextClose()
    {
        var now = clock.GetUtcNow();
        return Interval.FiveMinutes.OpenTimeOf(now) + Interval.FiveMinutes.Length + _afterClose - now;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Backfill stopped and goes on later; readings are not affected: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
