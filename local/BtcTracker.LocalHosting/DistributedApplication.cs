using Aspire.Hosting.ApplicationModel;
using BtcTracker.LocalHosting.Publish;
using BtcTracker.LocalHosting.Run;

namespace Aspire.Hosting;

/// <summary>The application: processes that are started, watched and stopped together.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly LocalApplicationBuilder _builder;
    private readonly EntryPointHook? _hook;
    private readonly ApplicationRunner _runner;

    internal DistributedApplication(LocalApplicationBuilder builder, EntryPointHook? hook)
    {
        _builder = builder;
        _hook = hook;
        ResourceNotifications = new ResourceNotificationService(builder.Resources);
        _runner = new ApplicationRunner(builder, ResourceNotifications, hook is null ? Console.Out : TextWriter.Null);
    }

    /// <summary>Tells of the resources' states.</summary>
    public ResourceNotificationService ResourceNotifications { get; }

    internal IReadOnlyList<IResource> Resources => _builder.Resources;

    /// <summary>Begins an app model.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new LocalApplicationBuilder(args);

    /// <summary>Runs until Ctrl+C, SIGTERM or the end of the terminal, then stops everything in reverse order.</summary>
    /// <exception cref="DistributedApplicationException">A resource failed for good; everything else has been stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_hook is not null)
        {
            // A test starts and stops the application; the entry point only waits for that.
            await _hook.Disposed.ConfigureAwait(false);
            return;
        }

        if (_builder.ExecutionContext.IsPublishMode)
        {
            await ManifestPublisher.PublishAsync(_builder.Configuration, Resources, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var signals = new StopSignals(_runner.KillAll);
        using var parent = new ParentWatch(TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Requested, parent.Gone);
        await RunUntilAsync(stop.Token).ConfigureAwait(false);
    }

    /// <summary>Starts the resources and returns; <see cref="ResourceNotifications"/> tells when each is there.</summary>
    /// <exception cref="DistributedApplicationException">A port is taken, or a program is missing.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _runner.StartAsync(cancellationToken);

    /// <summary>Stops the resources in the reverse order of their start.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _runner.StopAsync().WaitAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync().ConfigureAwait(false);
        _hook?.Release();
    }

    private async Task RunUntilAsync(CancellationToken stop)
    {
        try
        {
            await _runner.StartAsync(stop).ConfigureAwait(false);
            await _runner.Failed.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: that is how a run ends.
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }
}
