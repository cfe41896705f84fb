namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Asks the person at a terminal before stored candles are replaced.</summary>
/// <param name="input">Where the answer comes from.</param>
/// <param name="output">Where the question is shown.</param>
internal sealed class ImportQuestion(TextReader input, TextWriter output)
{
    /// <summary>At this process's terminal; null where there is none, as in a script.</summary>
    public static ImportQuestion? OnConsole() =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : new ImportQuestion(Console.In, Console.Error);

    /// <summary>Shows what would be replaced and waits for an answer.</summary>
    /// <returns>Whether the answer is yes; everything else, and the end of the input, is a no.</returns>
    public async Task<bool> AskAsync(IEnumerable<string> lines, long replaced, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteAsync($"Replace {ImportTally.Words(replaced)} stored {(replaced == 1 ? "candle" : "candles")}? [y/N] ");
        await output.FlushAsync(cancellationToken);

        // A terminal is read by a blocking call, which a stop must not wait for.
        var answer = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
