namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Asks the person at a terminal before something is done that cannot be undone, or replaces stored candles.</summary>
/// <param name="input">Where the answer comes from.</param>
/// <param name="output">Where the question is shown.</param>
internal sealed class ImportQuestion(TextReader input, TextWriter output)
{
    /// <summary>At this process's terminal; null where there is none, as in a script.</summary>
    public static ImportQuestion? OnConsole() =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : new ImportQuestion(Console.In, Console.Error);

    /// <summary>Shows what it is about and waits for an answer.</summary>
    /// <returns>Whether the answer is yes; everything else, and the end of the input, is a no.</returns>
    public async Task<bool> AskAsync(string shown, string question, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(shown);
        await output.WriteAsync($"{question} [y/N] ");
        await output.FlushAsync(cancellationToken);

        // A terminal is read by a blocking call, which a stop must not wait for.
        var answer = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
