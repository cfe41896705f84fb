using System.Diagnostics;
using System.Globalization;

namespace BtcTracker.AppHost.Running;

/// <summary>The processes of the resources, and their child processes.</summary>
internal sealed class ResourceProcesses(DistributedApplicationModel model, ResourceNotificationService states)
{
    // Aspire's name of the property, which its dashboard shows as "Process ID".
    private const string IdProperty = "executable.pid";

    private const string MarkName = "BTCTRACKER_RUN";

    // A killed process that has not been reaped seems alive to .NET. It has no environment.
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(0.1);

    private static readonly string Mark = $"{MarkName}={Guid.NewGuid():N}";

    /// <summary>Marks everything that this process starts from now on: the orchestrator and what it starts inherit the mark.</summary>
    public static void MarkAll() => Environment.SetEnvironmentVariable(MarkName, Mark[(MarkName.Length + 1)..]);

    /// <summary>Ends all of them. A process that could start others must be killed first.</summary>
    public void KillAll()
    {
        foreach (var process in model.Resources.Select(FindPublished).OfType<Process>())
        {
            process.Kill(entireProcessTree: true);
        }

        // A process that is starting has no published id yet. Repeated, because each of them may have started another.
        while (OperatingSystem.IsLinux() && FindMarked() is { Count: > 0 } marked)
        {
            marked.ForEach(process => process.Kill());
            marked.ForEach(process => process.WaitForExit(ExitLimit));
        }
    }

    private static List<Process> FindMarked() =>
        [.. Process.GetProcesses().Where(process => process.Id != Environment.ProcessId && IsMarked(process))];

    private static bool IsMarked(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ").Split('\0').Contains(Mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or is another user's.
        }
    }

    private Process? FindPublished(IResource resource)
    {
        if (!states.TryGetCurrentState(resource.Name, out var current) || current.Snapshot.State?.Text != KnownResourceStates.Running)
        {
            return null;
        }

        var id = current.Snapshot.Properties.FirstOrDefault(property => property.Name == IdProperty)?.Value;
        try
        {
            return id is null ? null : Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            return null; // It has ended by itself.
        }
    }
}
