namespace BtcTracker.AppHost;

/// <summary>Finds programs as a shell does.</summary>
internal static class Programs
{
    /// <summary>The program's path; null where the <c>PATH</c> has no such program.</summary>
    public static string? Find(string name)
    {
        string[] fileNames = OperatingSystem.IsWindows() ? [$"{name}.exe", $"{name}.cmd"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => fileNames.Select(fileName => Path.Combine(folder, fileName)))
            .FirstOrDefault(File.Exists);
    }
}
