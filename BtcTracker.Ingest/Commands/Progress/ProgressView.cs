using System.Globalization;
using BtcTracker.Ingest.Commands.Import;
using Spectre.Console;

namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Progress on stderr: stdout is for results.</summary>
public static class ProgressView
{
    /// <summary>A bar that is drawn again where a terminal is, now and then a line elsewhere.</summary>
    public static IProgressView OnConsole(TimeProvider clock) =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
            ? new ProgressDisplay(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }))
            : new ProgressLine(Console.Error, clock);

    /// <summary>Progress in words.</summary>
    public static string Words(double? part, long rows)
    {
        var count = $"{ImportTally.Words(rows)} rows";
        return part is null ? count : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part.Value * 100):F0} % {count}");
    }
}
