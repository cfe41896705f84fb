namespace BtcTracker.AppHost;

/// <summary>Finds programs on the <c>PATH</c>. <c>Process.Start</c> prefers a program next to the running one.</summary>
internal static class ProgramPath
{
    /// <summary>The program's path; null if it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, program + ".exe")])
            .FirstOrDefault(File.Exists);
}
