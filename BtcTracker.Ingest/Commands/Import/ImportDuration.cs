namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Says once how long an import will take, from how fast its first rows went.</summary>
/// <param name="total">How many candles are to be stored.</param>
/// <param name="clock">The clock.</param>
public sealed class ImportDuration(long total, TimeProvider clock)
{
    // Long enough for the start not to count; what is over by then needs no forecast.
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(30);

    private readonly long _start = clock.GetTimestamp();
    private bool _isSaid;

    /// <summary>The forecast, once it is known; null before, afterwards, and where it is short.</summary>
    /// <param name="done">How many candles are done with.</param>
    public string? Say(long done)
    {
        var elapsed = clock.GetElapsedTime(_start);
        if (_isSaid || elapsed < Measured || done == 0)
        {
            return null;
        }

        _isSaid = true;
        var left = elapsed * ((double)Math.Max(0, total - done) / done);
        return left < WorthSaying ? null : $"{ImportTally.Words(total)} candles are to be stored, which takes about {Words(left)} more.";
    }

    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2)
            ? $"{Math.Ceiling(time.TotalSeconds / 10) * 10:F0} seconds"
            : $"{Math.Ceiling(time.TotalMinutes):F0} minutes";
}
