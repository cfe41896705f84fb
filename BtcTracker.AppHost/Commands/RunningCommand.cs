using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.AppHost.Commands;

/// <summary>Commands that are available while their resource is running.</summary>
internal static class RunningCommand
{
    /// <summary>Adds a command that is enabled only while the resource is running.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="displayName">Its name in the dashboard.</param>
    /// <param name="run">What it does.</param>
    /// <param name="options">Its icon, texts and arguments.</param>
    public static IResourceBuilder<T> WithRunningCommand<T>(
        this IResourceBuilder<T> resource,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> run,
        CommandOptions options
    )
        where T : IResource
    {
        options.UpdateState = context => IsRunning(context.ResourceSnapshot) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        return resource.WithCommand(name, displayName, context => RunAsync(resource.Resource.Name, run, context), options);
    }

    // Aspire disables the button only: a command line or an agent can still run the command.
    private static Task<ExecuteCommandResult> RunAsync(
        string name,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> run,
        ExecuteCommandContext context
    )
    {
        var states = context.Services.GetRequiredService<ResourceNotificationService>();
        return states.TryGetCurrentState(context.ResourceName, out var current) && IsRunning(current.Snapshot)
            ? run(context)
            : Task.FromResult(CommandResults.Failure($"{name} is not running. Start it, then run the command again."));
    }

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;
}
