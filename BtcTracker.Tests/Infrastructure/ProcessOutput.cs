using System.Diagnostics;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>What a process has said so far, line by line.</summary>
internal sealed class ProcessOutput
{
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];

    /// <summary>Listens to a process that has been started with its output redirected.</summary>
    public ProcessOutput(Process process)
    {
        process.OutputDataReceived += (_, line) => Keep(_lines, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines of its standard output.</summary>
    public IReadOnlyList<string> Lines => Copy(_lines);

    /// <summary>The lines of its standard error.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            lines.AddRange(line is null ? [] : [line]);
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
