using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Runs one resource: waits for what it needs, starts its process, starts it again when it ends, stops it.</summary>
internal sealed class ResourceRunner(ProcessResource resource, RunContext run) : IAsyncDisposable
{
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private SupervisedProcess? _process;
    private bool _ready;

    /// <summary>The resource's name.</summary>
    public string Name => resource.Name;

    /// <summary>Begins; <see cref="RunContext.NoMoreStarts"/> and <see cref="StopAsync"/> end it.</summary>
    public void Begin() => _loop = LoopAsync();

    /// <summary>Stops the process and waits for its end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill() => _process?.Kill();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            Publish(KnownResourceStates.Waiting);
            await WaitForDependenciesAsync().ConfigureAwait(false);
            await RunAgainAndAgainAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (run.NoMoreStarts.IsCancellationRequested)
        {
            Publish(KnownResourceStates.Exited);
        }
        catch (DistributedApplicationException error)
        {
            run.ReportFailure(error);
            run.Notifications.Publish(resource, snapshot => snapshot with
            {
                State = new(KnownResourceStates.FailedToStart),
                IsHealthy = false,
                Failure = error.Message,
            });
        }
    }

    private async Task WaitForDependenciesAsync()
    {
        var healthy = run.Notifications.WaitForDependenciesAsync(resource, run.NoMoreStarts);
        if (await Task.WhenAny(healthy, Task.Delay(SilentWait, run.Clock, run.NoMoreStarts)).ConfigureAwait(false) != healthy && !run.NoMoreStarts.IsCancellationRequested)
        {
            var missing = resource.WaitsFor.Select(dependency => dependency.Name).Where(name => run.Notifications.Current(name).IsHealthy != true);
            run.Output.Write(Name, $"still waits to be started, until this is healthy: {string.Join(", ", missing)}");
        }

        await healthy.ConfigureAwait(false);
    }

    private async Task RunAgainAndAgainAsync()
    {
        var restarts = new RestartPolicy();
        while (true)
        {
            var started = run.Clock.GetTimestamp();
            var (spec, exitCode, lastLines) = await RunOnceAsync().ConfigureAwait(false);
            run.NoMoreStarts.ThrowIfCancellationRequested();
            var delay = restarts.AfterEnd(run.Clock.GetElapsedTime(started), _ready)
                ?? throw GivenUp(restarts.EndsInARow, spec, exitCode, lastLines);
            run.Output.Write(Name, $"ended with exit code {exitCode}; it is started again in {delay.TotalSeconds} s");
            await Task.Delay(delay, run.Clock, run.NoMoreStarts).ConfigureAwait(false);
        }
    }

    private async Task<(ProcessSpec Spec, int ExitCode, IReadOnlyList<string> LastLines)> RunOnceAsync()
    {
        Publish(KnownResourceStates.Starting);
        var spec = await ProcessSpecs.CreateAsync(resource, run.IsDevelopment, run.NoMoreStarts).ConfigureAwait(false);
        run.NoMoreStarts.ThrowIfCancellationRequested();
        using var process = SupervisedProcess.Start(spec, line => run.Output.Write(Name, line));
        _process = process;
        run.ReportStart(this);
        await using var stopping = _stop.Token.Register(() => BeginStop(process)).ConfigureAwait(false);
        using var ended = new CancellationTokenSource();
        Publish(KnownResourceStates.Running);
        var health = run.Health.WatchAsync(resource.HealthChecks, ReportHealthAsync, ended.Token);
        var exitCode = await process.Exited.ConfigureAwait(false);
        _process = null;
        await ended.CancelAsync().ConfigureAwait(false);
        await health.ConfigureAwait(false);
        run.Notifications.Publish(resource, snapshot => snapshot with { State = new(KnownResourceStates.Exited), ExitCode = exitCode, IsHealthy = false });
        return (spec, exitCode, process.LastLines);
    }

    private void BeginStop(SupervisedProcess process)
    {
        Publish(KnownResourceStates.Stopping);
        process.Stop();
    }

    private async Task ReportHealthAsync(bool healthy)
    {
        run.Notifications.Publish(resource, snapshot => snapshot with { IsHealthy = healthy && snapshot.State?.Text == KnownResourceStates.Running });
        if (!healthy || _ready)
        {
            return;
        }

        _ready = true;
        foreach (var callback in resource.WhenReady)
        {
            await callback(new ResourceReadyEvent(resource), run.NoMoreStarts).ConfigureAwait(false);
        }
    }

    private void Publish(string state) =>
        run.Notifications.Publish(resource, snapshot => snapshot with { State = new(state), IsHealthy = false });

    private DistributedApplicationException GivenUp(int ends, ProcessSpec spec, int exitCode, IReadOnlyList<string> lastLines) => new(
        $"'{Name}' ended {ends} times in a row, the last time with exit code {exitCode}, and is not started again. It was started as: {spec.CommandLine}{Environment.NewLine}"
        + (lastLines.Count == 0 ? "It wrote nothing." : $"Its last lines:{Environment.NewLine}{string.Join(Environment.NewLine, lastLines.Select(line => "    " + line))}"));
}
