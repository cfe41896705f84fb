using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Commands;

/// <summary>Runs ingest's program in addition to the worker and captures its output.</summary>
/// <param name="ingest">The worker, whose environment the run inherits: the same table, sources, mode and key.</param>
internal sealed class IngestCommandLine(IResource ingest)
{
    /// <summary>The variable with CoinMarketCap's key.</summary>
    public const string KeyVariable = "Sources__CoinMarketCap__ApiKey";

    /// <summary>Runs it to its end.</summary>
    /// <param name="context">The command's context; its cancellation ends the run.</param>
    /// <param name="needsKey">Whether it calls CoinMarketCap; otherwise it gets no key.</param>
    /// <param name="arguments">The arguments, without secrets: any user of the machine can read them.</param>
    public Task<IngestRun> RunAsync(ExecuteCommandContext context, bool needsKey, params string[] arguments) =>
        RunAsync(context, needsKey, _ => Task.CompletedTask, arguments);

    /// <summary>Runs it to its end.</summary>
    /// <param name="context">The command's context; its cancellation ends the run.</param>
    /// <param name="needsKey">Whether it calls CoinMarketCap; otherwise it gets no key.</param>
    /// <param name="show">Receives each line of its stderr, including progress.</param>
    /// <param name="arguments">The arguments, without secrets: any user of the machine can read them.</param>
    public async Task<IngestRun> RunAsync(ExecuteCommandContext context, bool needsKey, Func<string, Task> show, params string[] arguments)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken,
            context.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
        );
        var start = new ProcessStartInfo(ServiceProject.PathOf<Projects.BtcTracker_Ingest>(), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await AddEnvironmentAsync(start, context, needsKey, ended.Token);
        return await RunAsync(start, show, ended.Token);
    }

    private static async Task<IngestRun> RunAsync(ProcessStartInfo start, Func<string, Task> show, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        using var killed = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (
            ReadLinesAsync(process.StandardOutput, _ => Task.CompletedTask),
            ReadLinesAsync(process.StandardError, show)
        );
        await process.WaitForExitAsync(CancellationToken.None);
        var run = new IngestRun(process.ExitCode, await output, await errors);
        cancellationToken.ThrowIfCancellationRequested();
        return run;
    }

    private async Task AddEnvironmentAsync(
        ProcessStartInfo start,
        ExecuteCommandContext context,
        bool needsKey,
        CancellationToken cancellationToken
    )
    {
        var worker = await ExecutionConfigurationBuilder
            .Create(ingest)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(context.Services.GetRequiredService<DistributedApplicationExecutionContext>(), context.Logger, cancellationToken);

        // Values in double braces, which the orchestrator fills in, contain the worker's name; the run gets its own name.
        var variables = worker.EnvironmentVariables.Where(variable => !variable.Value.Contains("{{", StringComparison.Ordinal));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["OTEL_SERVICE_NAME"] = ingest.Name;
        start.Environment["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=command";
        if (!needsKey)
        {
            start.Environment.Remove(KeyVariable);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadLinesAsync(StreamReader text, Func<string, Task> show)
    {
        var lines = new List<string>();
        while (await text.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            await show(line);
        }

        return lines;
    }
}
