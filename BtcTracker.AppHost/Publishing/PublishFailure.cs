using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Makes a failed publication end the AppHost with exit code 1. Aspire only logs the failure.</summary>
internal sealed class PublishFailure(IServiceProvider services) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    /// <exception cref="SettingException">The publication failed.</exception>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        var failure = services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Select(service => service.ExecuteTask?.Exception?.InnerException)
            .FirstOrDefault(error => error is not (null or OperationCanceledException));
        // Aspire wraps the step's own exception.
        return failure is null ? Task.CompletedTask : throw new SettingException((failure.InnerException ?? failure).Message, failure);
    }
}
