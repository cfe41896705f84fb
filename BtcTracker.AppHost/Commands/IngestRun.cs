namespace BtcTracker.AppHost.Commands;

/// <summary>The result of a run of ingest's program.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">The lines of its stdout.</param>
/// <param name="Errors">The lines of its stderr.</param>
internal sealed record IngestRun(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    private const string ProgramName = "BtcTracker.Ingest: ";

    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Why it failed, in one line: the program's message, never a stack trace.</summary>
    public string Reason
    {
        get
        {
            var reason =
                Errors.LastOrDefault(line => line.StartsWith(ProgramName, StringComparison.Ordinal))
                ?? Errors.LastOrDefault(line => line.Length > 0 && !char.IsWhiteSpace(line[0]))
                ?? $"The ingest program ended with exit code {ExitCode} and no message.";
            return reason.StartsWith(ProgramName, StringComparison.Ordinal) ? reason[ProgramName.Length..] : reason;
        }
    }

    /// <summary>Success with a message. The dashboard shows messages of failures only, so the message is also returned as data.</summary>
    public static ExecuteCommandResult Answer(string text) =>
        CommandResults.Success(text, text, CommandResultFormat.Text, displayImmediately: true);

    /// <summary>The last log message on stdout that contains one of the texts, from that text on.</summary>
    public string? FindOutput(params string[] texts) =>
        Output
            .SelectMany(line => texts.Select(text => (Line: line, At: line.IndexOf(text, StringComparison.Ordinal))))
            .Where(found => found.At >= 0)
            .Select(found => found.Line[found.At..])
            .LastOrDefault();
}
