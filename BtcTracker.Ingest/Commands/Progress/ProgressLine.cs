namespace BtcTracker.Ingest.Commands;

/// <summary>Tells on stderr how far a verb is: a line that is drawn anew on a terminal, now and then a plain one elsewhere.</summary>
public sealed class ProgressLine(TextWriter output, Func<int>? width, TimeProvider clock)
{
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    // A line, once begun on a terminal, is wiped before anything else is said.
    private const string Wipe = "\r\e[K";

    private long _last = clock.GetTimestamp();
    private bool _isDrawn;

    /// <summary>On this process's stderr.</summary>
    public static ProgressLine OnConsole(TimeProvider clock)
    {
        var isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new ProgressLine(Console.Error, isTerminal ? () => Console.WindowWidth : null, clock);
    }

    /// <summary>Shows progress, unless it was shown a moment ago.</summary>
    /// <param name="part">How much is done, from 0 to 1; null where the whole is not known.</param>
    /// <param name="rows">How many rows are done.</param>
    public void Show(double? part, long rows)
    {
        if (clock.GetElapsedTime(_last) < (width is null ? BetweenLines : BetweenDrawings))
        {
            return;
        }

        _last = clock.GetTimestamp();
        if (width is null)
        {
            output.WriteLine(ProgressBar.Words(part, rows).TrimStart());
            return;
        }

        // The last column stays free: a full line would move the cursor on to the next one.
        output.Write(Wipe + ProgressBar.Draw(part, rows, width() - 1));
        _isDrawn = true;
    }

    /// <summary>Takes the drawn line away.</summary>
    public void End()
    {
        if (_isDrawn)
        {
            output.Write(Wipe);
            _isDrawn = false;
        }
    }
}
