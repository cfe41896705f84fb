using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// Work before any hosted service starts, or before or after all of them stop. Aspire's orchestrator is a hosted service.
/// </summary>
internal abstract class LifecycleService : IHostedLifecycleService
{
    /// <inheritdoc />
    public virtual Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
