using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Running;

/// <summary>Restarts crashed resources, and ends the AppHost if one of them cannot start at all.</summary>
internal sealed class Supervisor(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    LastLogLines lastLines,
    ResourceLoggerService loggers,
    StartFailure failure,
    IHostApplicationLifetime lifetime,
    TimeProvider clock
) : LifecycleService
{
    private readonly Dictionary<string, SupervisedResource> _resources = [];
    private Task _watching = Task.CompletedTask;

    /// <inheritdoc />
    // Before any hosted service starts: starting the orchestrator may itself wait for a resource that never becomes healthy.
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        _watching = WatchAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task StoppingAsync(CancellationToken cancellationToken) => _watching;

    private async Task WatchAsync(CancellationToken stopping)
    {
        List<Task> handling = [];
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping))
            {
                if (change.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy)
                {
                    // Aspire would wait for a container engine forever.
                    failure.Report(
                        $"'{change.Resource.Name}' runs in a container, and no container engine responds. "
                            + "Start Docker or Podman and start again, or leave out Store:Engine=container."
                    );
                }
                else if (Find(change.Resource) is { } resource && resource.HasEnded(change.Snapshot))
                {
                    handling.RemoveAll(task => task.IsCompletedSuccessfully);
                    handling.Add(RestartAsync(resource, change, stopping));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }

        await Task.WhenAll(handling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private SupervisedResource? Find(IResource resource)
    {
        if (!_resources.TryGetValue(resource.Name, out var supervised) && IsSupervised(resource))
        {
            _resources[resource.Name] = supervised = new SupervisedResource(resource, clock);
        }

        return supervised;
    }

    // Aspire adds the dashboard by itself, so it cannot be marked.
    private static bool IsSupervised(IResource resource) =>
        resource.HasAnnotationOfType<RestartAnnotation>() || resource.Name == ResourceNames.Dashboard;

    private async Task RestartAsync(SupervisedResource resource, ResourceEvent change, CancellationToken stopping)
    {
        var how = Describe(change.Snapshot);
        if (!HasStartCommand(change.Snapshot))
        {
            // The dashboard has no commands.
            Console.Error.WriteLine(
                $"'{resource.Resource.Name}' {how} and cannot be restarted. The rest keeps running; to get it back, restart the AppHost."
            );
            return;
        }

        while (resource.DelayBeforeRestart() is { } delay)
        {
            Say(resource, LogLevel.Warning, $"'{resource.Resource.Name}' {how}; restarting it in {delay.TotalSeconds} s.");
            await Task.Delay(delay, clock, stopping);
            var start = await commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, stopping);
            if (start.Success || start.Canceled)
            {
                return;
            }

            how = $"could not be started ({start.Message})";
        }

        await GiveUpAsync(resource, how);
    }

    private static bool HasStartCommand(CustomResourceSnapshot snapshot) =>
        snapshot.Commands.Any(command => command.Name == KnownResourceCommands.StartCommand);

    private static string Describe(CustomResourceSnapshot snapshot) =>
        snapshot.ExitCode switch
        {
            null => "could not be started",
            // What the orchestrator reports for a process that a signal ended.
            -1 => "was killed",
            var code => $"ended with exit code {code}",
        };

    private async Task GiveUpAsync(SupervisedResource resource, string how)
    {
        var lines = await lastLines.OfAsync(resource.Resource);
        var reason = $"'{resource.Resource.Name}' {how}, {resource.EndsInARow} times in a row, and is not restarted. {lines}";
        if (resource.WasHealthy)
        {
            Say(resource, LogLevel.Error, $"{reason}{Environment.NewLine}Start it in the dashboard once the cause is removed.");
            return;
        }

        var advice = resource.Resource.Annotations.OfType<RestartAnnotation>().FirstOrDefault()?.Advice;
        failure.Report(advice is null ? reason : $"{reason}{Environment.NewLine}{advice}");
    }

    // On the console for the user, in the resource's log for the dashboard.
    private void Say(SupervisedResource resource, LogLevel level, string message)
    {
        Console.Error.WriteLine(message);
#pragma warning disable CA1848, CA2254 // A handful of lines a run, for people.
        loggers.GetLogger(resource.Resource).Log(level, message);
#pragma warning restore CA1848, CA2254
    }
}
