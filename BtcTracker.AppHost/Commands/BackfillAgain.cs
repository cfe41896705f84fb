namespace BtcTracker.AppHost.Commands;

/// <summary>The command "Backfill again": a pass over the whole history, with its own watermark.</summary>
internal static class BackfillAgain
{
    /// <summary>Adds the command.</summary>
    public static IResourceBuilder<ProjectResource> WithBackfillAgain(
        this IResourceBuilder<ProjectResource> ingest,
        IngestCommandLine program
    ) =>
        ingest.WithRunningCommand(
            "backfill-again",
            "Backfill again…",
            context => RunAsync(program, context),
            new CommandOptions
            {
                Description = "Fetches all candles that the sources offer again. The worker's own backfill is not affected.",
                IconName = "ArrowClockwise",
                Arguments = [IngestCommands.IntervalChoice("All intervals", value: IngestCommands.NoInterval)],
                Progress = new CommandProgressOptions
                {
                    Title = "Backfill again",
                    Message = "Reading the sources' history; with real sources this takes about a minute.",
                },
            }
        );

    private static async Task<ExecuteCommandResult> RunAsync(IngestCommandLine program, ExecuteCommandContext context)
    {
        var run = await program.RunAsync(context, needsKey: false, ["backfill", .. IngestCommands.IntervalOption(context)]);
        return run.Succeeded
            ? IngestRun.Answer(run.Output.LastOrDefault(IsSummary) ?? "Backfill is done.")
            : CommandResults.Failure(run.Reason);
    }

    private static bool IsSummary(string line) => line.StartsWith("Backfill stored ", StringComparison.Ordinal);
}
