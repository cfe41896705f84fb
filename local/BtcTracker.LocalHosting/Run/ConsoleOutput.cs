namespace BtcTracker.LocalHosting.Run;

/// <summary>Writes every process's lines with its name before them.</summary>
internal sealed class ConsoleOutput(TextWriter writer, IEnumerable<string> names)
{
    private readonly Lock _lock = new();
    private readonly int _width = names.Select(name => name.Length).DefaultIfEmpty().Max();

    /// <summary>Writes a line of a resource, or about it.</summary>
    public void Write(string name, string line)
    {
        lock (_lock)
        {
            writer.WriteLine($"{name.PadRight(_width)} | {line}");
        }
    }
}
