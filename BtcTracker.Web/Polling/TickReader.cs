using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Polling;

/// <summary>Reads the live tick while anybody wants it: one item a period, shortly after ingest has stored it.</summary>
public sealed partial class TickReader(
    IPriceReader store,
    CurrentSnapshot current,
    CurrentTick ticks,
    TimeProvider clock,
    ILogger<TickReader> log
) : BackgroundService
{
    /// <summary>Ingest reads a tick at each whole multiple of the period, and mostly stores it within this time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The period while ingest reads no ticks, or has not published its own.</summary>
    private static readonly TimeSpan WithoutTicks = TimeSpan.FromSeconds(5);

    private DateTimeOffset _lastLook = DateTimeOffset.MinValue;
    private bool _isStoreDown;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ticks.WhenWantedAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var period = current.Value.Schedule?.TickPeriod ?? TimeSpan.Zero;
            var wait = period > TimeSpan.Zero ? UntilDue(period) : WithoutTicks;
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (period > TimeSpan.Zero && !stoppingToken.IsCancellationRequested)
            {
                ticks.Take(await LookAsync(stoppingToken));
            }
        }
    }

    /// <summary>
    /// At once after a pause in which nobody wanted a tick, else at the next whole multiple, at most once per period.
    /// </summary>
    private TimeSpan UntilDue(TimeSpan period)
    {
        var (now, tolerance) = (clock.GetUtcNow(), period / 2);
        if (now - _lastLook > 2 * period)
        {
            return TimeSpan.Zero;
        }

        var due = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % period.Ticks), TimeSpan.Zero) + Grace;
        while (due <= now || due < _lastLook + tolerance)
        {
            due += period;
        }

        return TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds));
    }

    private async Task<Tick?> LookAsync(CancellationToken cancellationToken)
    {
        _lastLook = clock.GetUtcNow();
        try
        {
            var tick = await Telemetry.UntracedAsync(() => store.FindTickAsync(cancellationToken));
            _isStoreDown = false;
            return tick;
        }
        catch (PriceStoreException problem)
        {
            if (!_isStoreDown)
            {
                Log.NotRead(log, problem.Message);
            }

            _isStoreDown = true;
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "There is no live tick while the store does not answer. {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);
    }
}
