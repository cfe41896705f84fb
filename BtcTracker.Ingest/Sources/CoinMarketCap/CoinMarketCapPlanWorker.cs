using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>Reads the plan of CoinMarketCap's API key, at the start and once per UTC day. A failure does not affect readings.</summary>
public sealed partial class CoinMarketCapPlanWorker(
    CoinMarketCapClient client,
    CoinMarketCapKey key,
    PlanCredits planCredits,
    IOptions<IngestOptions> options,
    TimeProvider clock,
    ILogger<CoinMarketCapPlanWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The simulated market has no plans.
        if (!client.HasKey || options.Value.Mode != MarketMode.Live)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = await TryAsync("plan", ReadPlanAsync, stoppingToken);
            await Task.Delay(isDone ? UntilTomorrow() : PauseAfterFailure, clock, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(string what, Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity($"read {what}");
        try
        {
            await read(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, what, exception.Message);
            return false;
        }
    }

    private async Task ReadPlanAsync(CancellationToken cancellationToken)
    {
        var info = await key.ReadInfoAsync(cancellationToken);
        planCredits.Learned(info);
        Log.Plan(logger, info.MonthlyCredits, info.CreditsLeft, info.CallsPerMinute);
        var slotLength = options.Value.Grid.Interval;
        if (planCredits.Credits is { Spacing: { } spacing } && spacing > slotLength)
        {
            var forRates = options.Value.ReadsRates ? CoinMarketCapRates.Credits : 0;
            Log.Spared(logger, spacing, forRates, slotLength);
        }
    }

    // A few minutes after midnight, because prices lag behind the clock.
    private TimeSpan UntilTomorrow()
    {
        var now = clock.GetUtcNow();
        return Interval.OneDay.OpenTimeOf(now).AddDays(1).AddMinutes(10) - now;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The API key's plan has {Monthly} credits per month, of which {Left} are left, and {PerMinute} calls per minute."
        )]
        public static partial void Plan(ILogger logger, long? monthly, long? left, int? perMinute);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The remaining credits last until the end of the month with a reading of CoinMarketCap every {Spacing} and "
                + "{ForRates} credits per day for "
                + "currency rates: the other sources are read at the slots between, every {SlotLength}."
        )]
        public static partial void Spared(ILogger logger, TimeSpan spacing, long forRates, TimeSpan slotLength);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "CoinMarketCap's {What} could not be read and will be retried in an hour; readings are not affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string what, string reason);
    }
}
