using System.Globalization;

namespace BtcTracker.AppHost.Commands;

/// <summary>The command "Export": writes stored data to a file in the data folder.</summary>
internal static class ExportFile
{
    private const string Candles = "candles";

    /// <summary>Adds the command.</summary>
    public static IResourceBuilder<ProjectResource> WithExport(
        this IResourceBuilder<ProjectResource> ingest,
        IngestCommandLine program,
        MarketPlan market,
        string dataFolder
    )
    {
        var folder = Path.Combine(dataFolder, "exports");
        return ingest.WithRunningCommand(
            "export-file",
            "Export…",
            context => RunAsync(program, market, folder, context),
            new()
            {
                Description = $"Writes a CSV file into {folder}. Import can read it again.",
                IconName = "ArrowExport",
                Progress = new CommandProgressOptions { Title = "Export", Message = "Writing the file." },
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = "what",
                        Label = "What",
                        InputType = InputType.Choice,
                        Required = true,
                        Value = Candles,
                        Options = [KeyValuePair.Create(Candles, "Candles"), KeyValuePair.Create("quotes", "Quotes")],
                    },
                    IngestCommands.IntervalChoice("All intervals", value: "1d"),
                ],
            }
        );
    }

    private static async Task<ExecuteCommandResult> RunAsync(
        IngestCommandLine program,
        MarketPlan market,
        string folder,
        ExecuteCommandContext context
    )
    {
        // Quotes have no interval.
        var what = context.Arguments.GetString("what")!;
        var interval = what == Candles ? IngestCommands.IntervalOption(context) : [];
        var now = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string[] names = [market.ModeName, what, .. interval.Skip(1), now];
        var path = Path.Combine(folder, $"{string.Join('-', names)}.csv");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure($"{folder} cannot be written: {error.Message}");
        }

        // The program names the file and its rows on stderr: stdout is for rows.
        var run = await program.RunAsync(context, needsKey: false, ["export", what, .. interval, "--output", path]);
        return run.Succeeded ? IngestRun.Answer(run.Errors is [.., var rows] ? rows : path) : CommandResults.Failure(run.Reason);
    }
}
