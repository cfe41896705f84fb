using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Backfill;

/// <summary>
/// Runs the backfill at the start and shortly after every five minutes, when candles have closed. Its failures do not affect readings.
/// </summary>
/// <remarks>
/// Each era runs independently, so that an unresponsive source of old data does not delay current data.
/// </remarks>
public sealed partial class BackfillWorker(
    CandleBackfill backfill,
    BackfillReport report,
    IOptions<IngestOptions> options,
    TimeProvider clock,
    ILogger<BackfillWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly List<Era> _eras =
    [
        .. BackfillPlan.All.GroupBy(plan => plan.Era).Select(plans => new Era([.. plans], new SourceBreaker(clock))),
    ];

    // A source publishes a candle shortly after its close.
    private readonly TimeSpan _afterClose = options.Value.Mode == MarketMode.Live ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var era in _eras.Where(IsDue))
            {
                era.Failures = await TryRunAsync(era, stoppingToken) ? 0 : Math.Min(era.Failures + 1, 6);
                era.LastRun = clock.GetUtcNow();
                era.NextRun = era.LastRun + (era.Failures > 0 ? UntilNextTry(era) : UntilNextClose());
            }

            // Task.Delay takes whole milliseconds: a fraction is rounded up, or the loop would spin until the time has come.
            var pause = Math.Ceiling((_eras.Min(era => era.NextRun) - clock.GetUtcNow()).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, pause)), clock, stoppingToken);
        }
    }

    // After the clock was set back, the next run would be too far ahead.
    private bool IsDue(Era era) => clock.GetUtcNow() is var now && (era.NextRun <= now || now < era.LastRun);

    private async Task<bool> TryRunAsync(Era era, CancellationToken cancellationToken)
    {
        try
        {
            await report.StartAsync(cancellationToken);
            foreach (var plan in era.Plans)
            {
                await backfill.RunAsync(plan, cancellationToken);
                await (plan.IsAdvance ? report.AdvancedAsync(plan, cancellationToken) : Task.CompletedTask);
            }

            era.Breaker.Succeeded();
            era.IsComplete = true;
            await (_eras.TrueForAll(other => other.IsComplete) ? report.EndAsync(cancellationToken) : Task.CompletedTask);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (exception is SourceException failure)
            {
                era.Breaker.Failed(failure);
            }

            Log.Failed(logger, exception.Message);
            return false;
        }
    }

    private TimeSpan UntilNextTry(Era era)
    {
        var pause = FirstPause * Math.Pow(2, era.Failures - 1);
        var untilNextCall = era.Breaker.NextCall - clock.GetUtcNow();
        return new[] { untilNextCall > pause ? untilNextCall : pause, LongestPause }.Min();
    }

    private TimeSpan UntilNextClose()
    {
        var now = clock.GetUtcNow();
        return Interval.FiveMinutes.OpenTimeOf(now) + Interval.FiveMinutes.Length + _afterClose - now;
    }

    /// <summary>An era's state: its consecutive failures, and when it runs next.</summary>
    private sealed record Era(IReadOnlyList<BackfillPlan> Plans, SourceBreaker Breaker)
    {
        public int Failures { get; set; }

        public DateTimeOffset NextRun { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset LastRun { get; set; } = DateTimeOffset.MinValue;

        /// <summary>Whether it was fetched completely since the start.</summary>
        public bool IsComplete { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Backfill stopped and will be resumed; readings are not affected: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
