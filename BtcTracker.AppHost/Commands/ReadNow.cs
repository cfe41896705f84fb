namespace BtcTracker.AppHost.Commands;

/// <summary>The command "Read now": a single reading of the current slot (<c>--once</c>).</summary>
internal static class ReadNow
{
    /// <summary>Adds the command.</summary>
    public static IResourceBuilder<ProjectResource> WithReadNow(this IResourceBuilder<ProjectResource> ingest, IngestCommandLine program) =>
        ingest.WithRunningCommand(
            "read-now",
            "Read now",
            context => RunAsync(program, context),
            new CommandOptions
            {
                Description = "Reads the market for the current slot, in addition to the worker. A slot that already has a quote keeps it.",
                IconName = "ArrowDownload",
                IsHighlighted = true,
            }
        );

    private static async Task<ExecuteCommandResult> RunAsync(IngestCommandLine program, ExecuteCommandContext context)
    {
        var run = await program.RunAsync(context, needsKey: true, "--once");
        return run.Succeeded
            ? IngestRun.Answer(run.FindOutput("Stored the slot ", "The slot ") ?? "The current slot has its quote.")
            : CommandResults.Failure(run.Reason);
    }
}
