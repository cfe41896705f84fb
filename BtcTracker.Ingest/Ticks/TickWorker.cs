using System.Diagnostics;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Ticks;

/// <summary>Stores a live tick every few seconds between slots. Its failures do not affect readings.</summary>
public sealed partial class TickWorker(
    TickReader reader,
    SlotReader slots,
    StoreCalls store,
    IPriceWriter writer,
    IOptions<IngestOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<TickWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(5);

    private Tick? _last;
    private bool _isSilent;
    private bool _isRefused;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var period = options.Value.TimeBetweenTicks;
        if (period == TimeSpan.Zero)
        {
            return;
        }

        Log.Starting(logger, period);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(UntilNext(period), clock, stoppingToken);

            // Without a quote there is nothing to check a price against; and ticks pause while a slot is read.
            if (slots is { IsReading: false, Latest: { } latest })
            {
                metrics.Ticked(await TickAsync(latest, period < LongestReading ? period : LongestReading, stoppingToken));
            }
        }
    }

    /// <summary>
    /// The time to the next multiple of the period, when readers expect a tick; rounded up to whole milliseconds.
    /// </summary>
    private TimeSpan UntilNext(TimeSpan period) =>
        TimeSpan.FromMilliseconds(Math.Ceiling((period - new TimeSpan(clock.GetUtcNow().UtcTicks % period.Ticks)).TotalMilliseconds));

    private async Task<TickOutcome> TickAsync(Quote latest, TimeSpan limit, CancellationToken cancellationToken)
    {
        // Log lines within the span are not exported, so they are written after it.
        var reading = await Telemetry.UntracedAsync(() => ReadAsync(latest, limit, cancellationToken));
        Report(reading);
        if (reading.Tick is not { } tick)
        {
            return TickOutcome.NoPrice;
        }

        if (tick.AsOf <= _last?.AsOf)
        {
            return TickOutcome.Unchanged;
        }

        var (isStored, failure) = await Telemetry.UntracedAsync(() => PutAsync(tick, cancellationToken));
        ReportStore(failure);
        _last = failure is null ? tick : _last;
        return failure is not null ? TickOutcome.NotStored
            : isStored ? TickOutcome.Stored
            : TickOutcome.Unchanged;
    }

    private async Task<TickReading> ReadAsync(Quote latest, TimeSpan limit, CancellationToken cancellationToken)
    {
        // Not recorded; the request carries that on, so that the simulated market does not record a trace either.
        using var activity = new Activity("tick").Start();
        return await reader.ReadAsync(latest, limit, cancellationToken);
    }

    /// <summary>Stores a tick without a retry: the next tick replaces it.</summary>
    /// <returns>Whether it was stored, and the store's error, if any.</returns>
    private async Task<(bool IsStored, Exception? Failure)> PutAsync(Tick tick, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.OnceAsync(token => writer.TryPutTickAsync(tick, token), cancellationToken), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return (false, exception);
        }
    }

    private void Report(TickReading reading)
    {
        if (reading.Tick is { } tick)
        {
            if (_isSilent)
            {
                Log.Returned(logger, tick.Source);
            }
        }
        else if (_isSilent)
        {
            Log.StillNone(logger, reading.Reason);
        }
        else
        {
            Log.None(logger, reading.Reason);
        }

        _isSilent = reading.Tick is null;
    }

    private void ReportStore(Exception? failure)
    {
        if (failure is null && _isRefused)
        {
            Log.StoredAgain(logger);
        }
        else if (failure is not null && !_isRefused)
        {
            Log.NotStored(logger, failure.Message);
        }

        _isRefused = failure is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Ingest reads a live tick every {Period}.")]
        public static partial void Starting(ILogger logger, TimeSpan period);

        [LoggerMessage(Level = LogLevel.Information, Message = "No live tick at the moment; readings are not affected: {Reason}")]
        public static partial void None(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Still no live tick: {Reason}")]
        public static partial void StillNone(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Live ticks are back, from {Source}.")]
        public static partial void Returned(ILogger logger, string source);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The live tick was not stored; the next one follows: {Reason}")]
        public static partial void NotStored(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Live ticks are stored again.")]
        public static partial void StoredAgain(ILogger logger);
    }
}
