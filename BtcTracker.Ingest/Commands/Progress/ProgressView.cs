using System.Globalization;
using BtcTracker.Ingest.Commands.Import;
using Spectre.Console;

namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Progress on stderr: stdout is for results.</summary>
public static class ProgressView
{
    /// <summary>Creates a bar for a terminal, or lines for other outputs.</summary>
    public static IProgressView OnConsole(TimeProvider clock) =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
            ? new ProgressDisplay(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }))
            : new ProgressLine(Console.Error, clock);

    /// <summary>Formats the progress.</summary>
    public static string Format(double? part, long rows)
    {
        var count = $"{ImportTally.Format(rows)} rows";
        return part is null ? count : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part.Value * 100):F0} % {count}");
    }
}
