using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// Ends the AppHost when Aspire's orchestrator (dcp) dies: everything that it started ends with it, and nothing can be started again.
/// </summary>
/// <remarks>Needs <c>ps</c>, so it does nothing on Windows, or where there is none.</remarks>
internal sealed class OrchestratorWatch(IHostApplicationLifetime lifetime, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private Task _watching = Task.CompletedTask;

    /// <inheritdoc />
    // Before any hosted service starts: the start of the orchestrator's service takes until all resources run.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _watching = OperatingSystem.IsWindows() ? Task.CompletedTask : WatchAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => _watching;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            // The API server starts the controllers.
            IReadOnlyList<Process> processes = [];
            while (processes.Count < 2)
            {
                await Task.Delay(Pause, clock, stopping);
                processes = await FindAsync(stopping);
            }

            await Task.WhenAny(processes.Select(process => process.WaitForExitAsync(stopping)));
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Win32Exception)
        {
            // There is no ps on this machine.
            return;
        }

        if (!stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(
                "Aspire's orchestrator (dcp) ended, and with it everything that it started. Start the AppHost again.");

            // A stop in order would only wait for an orchestrator that no longer answers.
            Environment.Exit(1);
        }
    }

    // The API server watches this process by its id; the controllers are its child. Others end soon: the one that only detaches the
    // server, with the same command line, and children of the server such as a look at docker.
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
            process.ParentId == server.Id && process.Command.Contains("dcp run-controllers ", StringComparison.Ordinal));
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
            return null; // It has ended since ps saw it; the next look finds what lasts.
        }
    }
}
