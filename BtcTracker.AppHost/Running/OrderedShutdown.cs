namespace BtcTracker.AppHost.Running;

/// <summary>Stops the services while their store and the dashboard still run. Aspire itself stops everything at once.</summary>
internal sealed class OrderedShutdown(
    DistributedApplicationModel model,
    ResourceNotificationService states,
    ResourceCommandService commands
) : LifecycleService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    // Runs before any hosted service is stopped, Aspire's orchestrator included.
    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        // Stopping a resource that is starting would wait for its start.
        var stops = model
            .Resources.OfType<ProjectResource>()
            .Where(IsRunning)
            .Select(service => commands.ExecuteCommandAsync(service, KnownResourceCommands.StopCommand, limit.Token));
        try
        {
            await Task.WhenAll(stops).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Aspire ends what is still running.
        }
    }

    private bool IsRunning(IResource service) =>
        states.TryGetCurrentState(service.Name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running;
}
