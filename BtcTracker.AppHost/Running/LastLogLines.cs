using System.Globalization;

namespace BtcTracker.AppHost.Running;

/// <summary>The last lines of a resource's output, for the message of a failure.</summary>
internal sealed class LastLogLines(ResourceLoggerService loggers)
{
    private const int Count = 5;
    private static readonly string[] Foreign = ["[sys] ", "Executing command '", "Successfully executed command '"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Reads them.</summary>
    /// <returns>A sentence with the lines, indented.</returns>
    public async Task<string> OfAsync(IResource resource)
    {
        List<string> lines = [];
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await foreach (var batch in loggers.GetAllAsync(resource).WithCancellation(limit.Token))
            {
                lines.AddRange(batch.Select(line => WithoutTimestamp(line.Content)).Where(line => IsOwn(resource, line)));
            }
        }
        catch (OperationCanceledException)
        {
            // The lines received so far are sufficient.
        }

        var last = string.Concat(lines.TakeLast(Count).Select(line => $"{Environment.NewLine}    {line}"));
        return last.Length == 0 ? "It wrote nothing." : $"Its last lines:{last}";
    }

    // Skips what Aspire and the supervisor log about it.
    private static bool IsOwn(IResource resource, string line) =>
        !string.IsNullOrWhiteSpace(line)
        && !Foreign.Append($"'{resource.Name}' ").Any(start => line.StartsWith(start, StringComparison.Ordinal));

    // 2026-11-27T23:50:00.1234567Z the line
    private static string WithoutTimestamp(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, out _) ? line[(end + 1)..] : line;
    }
}
