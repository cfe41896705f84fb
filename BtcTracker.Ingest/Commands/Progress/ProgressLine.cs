namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Writes a command's progress as a plain line every five seconds, for a log or a pipe.</summary>
public sealed class ProgressLine(TextWriter output, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private long _last = clock.GetTimestamp();

    /// <inheritdoc />
    public void Show(double? part, long rows)
    {
        if (clock.GetElapsedTime(_last) >= BetweenLines)
        {
            _last = clock.GetTimestamp();
            output.WriteLine(ProgressView.Format(part, rows));
        }
    }

    /// <inheritdoc />
    public void Clear() { }
}
