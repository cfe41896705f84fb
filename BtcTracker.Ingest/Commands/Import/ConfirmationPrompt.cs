namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Asks the user at a terminal before an action that cannot be undone or replaces stored candles.</summary>
/// <param name="input">Where the answer is read from.</param>
/// <param name="output">Where the question is written to.</param>
internal sealed class ConfirmationPrompt(TextReader input, TextWriter output)
{
    /// <summary>Uses this process's terminal; null if there is none, as in a script.</summary>
    public static ConfirmationPrompt? OnConsole() =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : new ConfirmationPrompt(Console.In, Console.Error);

    /// <summary>Shows the context and waits for an answer.</summary>
    /// <returns>Whether the answer is yes; anything else, and the end of the input, is no.</returns>
    public async Task<bool> AskAsync(string shown, string question, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(shown);
        await output.WriteAsync($"{question} [y/N] ");
        await output.FlushAsync(cancellationToken);

        // Reading a terminal blocks; a stop must not wait for it.
        var answer = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
