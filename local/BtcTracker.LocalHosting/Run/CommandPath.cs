namespace BtcTracker.LocalHosting.Run;

/// <summary>Finds programs as a shell does.</summary>
internal static class CommandPath
{
    /// <summary>The program's path; null where there is no such program.</summary>
    /// <param name="command">A path, or a name to be looked up on the <c>PATH</c>.</param>
    public static string? Find(string command)
    {
        if (command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(command) ? command : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(File.Exists);
    }
}
