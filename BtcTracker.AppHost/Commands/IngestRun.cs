namespace BtcTracker.AppHost.Commands;

/// <summary>How a run of ingest's program ended, and what it wrote.</summary>
/// <param name="ExitCode">0 where it did what was asked.</param>
/// <param name="Output">The lines of its stdout.</param>
/// <param name="Errors">The lines of its stderr.</param>
internal sealed record IngestRun(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    private const string ProgramName = "BtcTracker.Ingest: ";

    /// <summary>Whether it did what was asked.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Why it failed, in one line: what the program says, never a stack trace.</summary>
    public string Reason
    {
        get
        {
            var reason =
                Errors.LastOrDefault(line => line.StartsWith(ProgramName, StringComparison.Ordinal))
                ?? Errors.LastOrDefault(line => line.Length > 0 && !char.IsWhiteSpace(line[0]))
                ?? $"The ingest program ended with exit code {ExitCode} and gave no reason.";
            return reason.StartsWith(ProgramName, StringComparison.Ordinal) ? reason[ProgramName.Length..] : reason;
        }
    }

    /// <summary>Success with an answer. The dashboard shows the message of a failure only, so that the answer is data too.</summary>
    public static ExecuteCommandResult Answer(string text) =>
        CommandResults.Success(text, text, CommandResultFormat.Text, displayImmediately: true);

    /// <summary>The last line of stdout that has one of the texts, from that text on: a log message.</summary>
    public string? FindOutput(params string[] texts) =>
        Output
            .SelectMany(line => texts.Select(text => (Line: line, At: line.IndexOf(text, StringComparison.Ordinal))))
            .Where(found => found.At >= 0)
            .Select(found => found.Line[found.At..])
            .LastOrDefault();
}
