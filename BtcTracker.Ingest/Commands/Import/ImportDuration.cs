namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Forecasts once how long an import will take, from the speed of its first rows.</summary>
/// <param name="total">The number of candles to store.</param>
/// <param name="clock">The clock.</param>
public sealed class ImportDuration(long total, TimeProvider clock)
{
    // Long enough to ignore the start; a shorter import needs no forecast.
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorthShowing = TimeSpan.FromSeconds(30);

    private readonly long _start = clock.GetTimestamp();
    private bool _isSaid;

    /// <summary>The forecast, once; null before, afterwards, and for a short import.</summary>
    /// <param name="done">The number of processed candles.</param>
    public string? Forecast(long done)
    {
        var elapsed = clock.GetElapsedTime(_start);
        if (_isSaid || elapsed < Measured || done == 0)
        {
            return null;
        }

        _isSaid = true;
        var left = elapsed * ((double)Math.Max(0, total - done) / done);
        return left < WorthShowing ? null : $"{ImportTally.Format(total)} candles to store, about {Format(left)} remaining.";
    }

    private static string Format(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2)
            ? $"{Math.Ceiling(time.TotalSeconds / 10) * 10:F0} seconds"
            : $"{Math.Ceiling(time.TotalMinutes):F0} minutes";
}
