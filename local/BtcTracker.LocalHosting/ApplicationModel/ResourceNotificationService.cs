namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every resource and tells those who wait for one.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _latest;
    private TaskCompletionSource _changed = NewSignal();

    internal ResourceNotificationService(IEnumerable<IResource> resources) =>
        _latest = resources.ToDictionary(
            resource => resource.Name,
            resource => new ResourceEvent(resource, new CustomResourceSnapshot { State = new(KnownResourceStates.NotStarted) }));

    /// <summary>Waits until a resource is in a state; without one, until it runs.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed before.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var target = targetState ?? KnownResourceStates.Running;
        return WaitAsync(resourceName, snapshot => snapshot.State?.Text == target, target, cancellationToken);
    }

    /// <summary>Waits until a resource runs and is healthy.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed before; the message says why.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, snapshot => snapshot.IsHealthy, "healthy", cancellationToken);

    internal async Task WaitForDependenciesAsync(Resource resource, CancellationToken cancellationToken)
    {
        foreach (var dependency in resource.WaitsFor)
        {
            await WaitForResourceHealthyAsync(dependency.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    internal CustomResourceSnapshot Current(string resourceName)
    {
        lock (_lock)
        {
            return Latest(resourceName).Snapshot;
        }
    }

    internal void Publish(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _latest[resource.Name] = new ResourceEvent(resource, change(_latest[resource.Name].Snapshot));
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<ResourceEvent> WaitAsync(string resourceName, Func<CustomResourceSnapshot, bool> reached, string target, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var latest = Latest(resourceName);
                if (reached(latest.Snapshot))
                {
                    return latest;
                }

                ThrowIfFailed(latest, target);
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ResourceEvent Latest(string resourceName) => _latest.TryGetValue(resourceName, out var latest)
        ? latest
        : throw new DistributedApplicationException($"There is no resource '{resourceName}'.");

    private static void ThrowIfFailed(ResourceEvent latest, string target)
    {
        if (latest.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"'{latest.Resource.Name}' did not become {target}: {latest.Snapshot.Failure}");
        }
    }
}
