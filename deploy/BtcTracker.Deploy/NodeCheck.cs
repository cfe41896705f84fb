namespace BtcTracker.Deploy;

/// <summary>The CDK runs on Node.js, also from C#.</summary>
internal static class NodeCheck
{
    /// <exception cref="DeployException">There is none on the <c>PATH</c>.</exception>
    public static void Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
        {
            throw new DeployException(
                "The synthesis needs the program 'node', which was not found. Install Node.js 20 or newer from https://nodejs.org and "
                    + "start again."
            );
        }
    }
}
