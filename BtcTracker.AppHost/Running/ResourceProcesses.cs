using System.Diagnostics;
using System.Globalization;

namespace BtcTracker.AppHost.Running;

/// <summary>The processes of the resources, by the ids that the orchestrator published.</summary>
internal sealed class ResourceProcesses(DistributedApplicationModel model, ResourceNotificationService states)
{
    // Aspire's name of the property, which its dashboard shows as "Process ID".
    private const string IdProperty = "executable.pid";

    /// <summary>Ends all of them, with what they started.</summary>
    public void KillAll()
    {
        foreach (var process in model.Resources.Select(Find).OfType<Process>())
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private Process? Find(IResource resource)
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
