namespace BtcTracker.AppHost.Commands;

/// <summary>Read now: one reading of the current slot beside the worker (<c>--once</c>).</summary>
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
                Description = "Reads the market for the current slot beside the worker. A slot that has its quote already keeps it.",
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
