using BtcTracker.AppHost.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Makes a failed or stopped publication end the AppHost with exit code 1. Aspire only logs either.</summary>
internal sealed class PublishFailure(IServiceProvider services) : LifecycleService
{
    /// <summary>Aspire's service that runs the steps; its type is internal.</summary>
    public const string PipelineExecutor = "Aspire.Hosting.Publishing.PipelineExecutor";

    /// <inheritdoc />
    /// <exception cref="SettingException">The publication failed or was stopped.</exception>
    // After all services are stopped: a signal ends the steps only with the service that runs them.
    public override Task StoppedAsync(CancellationToken cancellationToken)
    {
        var pipeline = services
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Single(service => service.GetType().FullName == PipelineExecutor)
            .ExecuteTask;

        // Aspire wraps the step's own exception.
        return pipeline switch
        {
            { IsCompletedSuccessfully: true } => Task.CompletedTask,
            { Exception.InnerException: { } failure and not OperationCanceledException } => throw new SettingException(
                (failure.InnerException ?? failure).Message,
                failure
            ),
            _ => throw new SettingException("The publication was stopped before its end, and its files are not complete. Start it again."),
        };
    }
}
