using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Runs a program of this repository as part of a step, and writes its output to the step's log.</summary>
/// <param name="root">The repository's folder, in which it runs.</param>
/// <param name="logger">The step's log.</param>
internal sealed partial class ScriptRunner(string root, ILogger logger)
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Kills it and everything that it started.</param>
    /// <returns>The lines of its standard output.</returns>
    /// <exception cref="DistributedApplicationException">It is not installed, or failed; the message has its last error line.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(
        string name,
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var path =
            ProgramPath.Find(program)
            ?? throw new DistributedApplicationException($"{name} needs the program '{program}', which was not found.");
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var cancelled = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        await process.WaitForExitAsync(CancellationToken.None);
        var (outputLines, errorLines) = (await output, await errors);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? outputLines
            : throw new DistributedApplicationException(
                $"{name} failed with exit code {process.ExitCode}: {(errorLines.Count > 0 ? errorLines : outputLines).LastOrDefault()}"
            );
    }

    private async Task<List<string>> ReadAsync(StreamReader reader)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
                Log.Line(logger, line);
            }
        }

        return lines;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);
    }
}
