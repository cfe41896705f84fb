using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.AppHost.Commands;

/// <summary>Stops and starts resources with Aspire's commands, each within a time limit.</summary>
internal sealed class Lifecycle(IServiceProvider services, TimeSpan limit)
{
    private readonly ResourceCommandService _commands = services.GetRequiredService<ResourceCommandService>();
    private readonly ResourceNotificationService _states = services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Stops a running resource, and waits until it has ended.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="DistributedApplicationException">It cannot be stopped.</exception>
    public async Task StopAsync(IResource resource)
    {
        if (_states.TryGetCurrentState(resource.Name, out var current) && HasEnded(current.Snapshot))
        {
            return;
        }

        await RunAsync(resource, KnownResourceCommands.StopCommand);
        await LimitAsync(resource, "stop", token => _states.WaitForResourceAsync(resource.Name, state => HasEnded(state.Snapshot), token));
    }

    /// <summary>Starts a stopped resource, and waits until it is running.</summary>
    /// <exception cref="TimeoutException">It was not running in time.</exception>
    /// <exception cref="DistributedApplicationException">It cannot be started.</exception>
    public async Task StartAsync(IResource resource)
    {
        if (_states.TryGetCurrentState(resource.Name, out var current) && HasEnded(current.Snapshot))
        {
            await RunAsync(resource, KnownResourceCommands.StartCommand);
        }

        await LimitAsync(resource, "start", token => _states.WaitForResourceAsync(resource.Name, KnownResourceStates.Running, token));
    }

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State is not { Text: var state }
        || state == KnownResourceStates.NotStarted
        || KnownResourceStates.TerminalStates.Contains(state);

    private async Task RunAsync(IResource resource, string command)
    {
        var result = await _commands.ExecuteCommandAsync(resource, command, CancellationToken.None).WaitAsync(limit, TimeProvider.System);
        if (!result.Success)
        {
            throw new DistributedApplicationException($"{resource.Name} did not {command}: {result.Message ?? "no reason was given"}.");
        }
    }

    private async Task LimitAsync(IResource resource, string step, Func<CancellationToken, Task> wait)
    {
        using var ended = new CancellationTokenSource(limit, TimeProvider.System);
        try
        {
            await wait(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw new TimeoutException($"{resource.Name} did not {step} within {limit.TotalSeconds:F0} seconds.");
        }
    }
}
