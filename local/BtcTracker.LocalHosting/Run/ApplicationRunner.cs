using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Starts all resources, each when what it waits for is healthy, and stops them in reverse order.</summary>
internal sealed class ApplicationRunner : IAsyncDisposable
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly CancellationTokenSource _noMoreStarts = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HealthMonitor _health = new(TimeProvider.System);
    private readonly List<ResourceRunner> _runners;
    private readonly List<ResourceRunner> _started = [];
    private readonly List<PortReservation> _ports = [];
    private Task? _stopped;

    public ApplicationRunner(IDistributedApplicationBuilder builder, ResourceNotificationService notifications, TextWriter output)
    {
        _builder = builder;
        var context = new RunContext
        {
            Notifications = notifications,
            Output = new ConsoleOutput(output, Processes.Select(resource => resource.Name)),
            Health = _health,
            Clock = TimeProvider.System,
            IsDevelopment = builder.Environment.IsDevelopment(),
            ReportStart = OnStart,
            ReportFailure = error => _failed.TrySetException(error),
            NoMoreStarts = _noMoreStarts.Token,
        };
        _runners = [.. Processes.Select(resource => new ResourceRunner(resource, context))];
    }

    /// <summary>Fails once a resource has failed for good; never ends otherwise.</summary>
    public Task Failed => _failed.Task;

    private IEnumerable<ProcessResource> Processes => _builder.Resources.OfType<ProcessResource>();

    /// <summary>Checks what would go wrong, then begins.</summary>
    /// <exception cref="DistributedApplicationException">A port is taken or a program is missing; nothing has been started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var randomize = _builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        foreach (var resource in Processes)
        {
            Ports.Allocate(resource, randomize, _ports);
        }

        foreach (var resource in Processes)
        {
            await ProcessSpecs.CreateAsync(resource, isDevelopment: false, cancellationToken).ConfigureAwait(false);
        }

        _runners.ForEach(runner => runner.Begin());
    }

    /// <summary>Stops everything, the last started first; calls after the first one wait for the same end.</summary>
    public Task StopAsync()
    {
        lock (_started)
        {
            return _stopped ??= StopInOrderAsync();
        }
    }

    /// <summary>Ends every process at once.</summary>
    public void KillAll() => _runners.ForEach(runner => runner.Kill());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _ports.ForEach(port => port.Dispose());
        _health.Dispose();
        _noMoreStarts.Dispose();
    }

    private void OnStart(ResourceRunner runner)
    {
        lock (_started)
        {
            // One that was started again keeps its place: what waits for it is still stopped before it.
            if (!_started.Contains(runner))
            {
                _started.Add(runner);
            }
        }
    }

    private async Task StopInOrderAsync()
    {
        await Task.Yield();
        await _noMoreStarts.CancelAsync().ConfigureAwait(false);
        foreach (var runner in StopOrder())
        {
            await runner.DisposeAsync().ConfigureAwait(false);
        }
    }

    private List<ResourceRunner> StopOrder()
    {
        lock (_started)
        {
            return [.. _runners.Except(_started), .. Enumerable.Reverse(_started)];
        }
    }
}
