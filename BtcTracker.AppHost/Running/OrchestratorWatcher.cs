using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>Ends the run when Aspire's orchestrator (dcp) dies, because nothing can be started or stopped without it.</summary>
internal sealed class OrchestratorWatcher(IHostApplicationLifetime lifetime, ResourceProcesses resources, TimeProvider clock)
    : LifecycleService
{
    private const string NoMonitors = "DCP_DISABLE_MONITOR_PROCESS";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private Task _watching = Task.CompletedTask;

    /// <summary>
    /// Adds the watch. It replaces the orchestrator's monitor process for each resource, which takes 25 MiB and 0.1 s of CPU.
    /// </summary>
    /// <remarks>
    /// On Windows, without <c>ps</c>, or if a resource runs in a container, the monitors stay, because only they can end the remaining
    /// processes.
    /// </remarks>
    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("ps") is null)
        {
            return;
        }

        ResourceProcesses.MarkAll();
        builder.Services.AddSingleton<ResourceProcesses>();
        builder.Services.AddHostedService<OrchestratorWatcher>();
        if (!builder.Resources.OfType<ContainerResource>().Any())
        {
            // The orchestrator inherits it.
            Environment.SetEnvironmentVariable(NoMonitors, "true");
        }
    }

    /// <inheritdoc />
    // Before any hosted service starts, because the orchestrator's start completes only once all resources are running.
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        _watching = WatchAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task StoppingAsync(CancellationToken cancellationToken) => _watching;

    private async Task WatchAsync(CancellationToken stopping)
    {
        IReadOnlyList<Process> orchestrator = [];
        try
        {
            // The API server starts the controllers. A process that is no longer listed has ended.
            var wasThere = 0;
            while (orchestrator.Count < 2 && orchestrator.Count >= wasThere)
            {
                wasThere = orchestrator.Count;
                await Task.Delay(Pause, clock, stopping);
                orchestrator = await FindAsync(stopping);
            }

            // .NET itself polls a process that is not its child ten times a second.
            while (orchestrator.Count == 2 && !orchestrator.Any(part => part.HasExited))
            {
                await Task.Delay(Pause, clock, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!stopping.IsCancellationRequested)
        {
            // The orchestrator first: its remaining processes could start others.
            foreach (var part in orchestrator)
            {
                part.Kill();
            }

            resources.KillAll();

            await Console.Error.WriteLineAsync(
                "Aspire's orchestrator (dcp) ended, and with it everything that it started. Start the AppHost again."
            );

            // An orderly stop would only wait for an orchestrator that no longer responds.
            Environment.Exit(1);
        }
    }

    // The API server monitors this process by its id; the controllers are its child. Others end soon: the process that only detaches the
    // server, with the same command line, and children of the server such as a check for docker.
    private static async Task<IReadOnlyList<Process>> FindAsync(CancellationToken cancellationToken)
    {
        string[] columns = ["-o", "pid=", "-o", "ppid=", "-o", "args="];
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-ww", .. columns]) { RedirectStandardOutput = true })!;
        var lines = (await ps.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n');
        var all = lines
            .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 3)
            .Select(cells => (Id: cells[0], ParentId: cells[1], Command: cells[2]))
            .ToList();
        var serverOfThis = $"dcp start-apiserver --monitor {Environment.ProcessId} ";
        var server = all.Find(process => process.Command.Contains(serverOfThis, StringComparison.Ordinal));
        var controllers = all.Find(process =>
            process.ParentId == server.Id && process.Command.Contains("dcp run-controllers ", StringComparison.Ordinal)
        );
        return [.. new[] { server.Id, controllers.Id }.Where(id => id is not null).Select(TryOpen).OfType<Process>()];
    }

    private static Process? TryOpen(string id)
    {
        try
        {
            return Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            return null; // It has ended since ps listed it; the next poll finds the rest.
        }
    }
}
