namespace BtcTracker.AppHost.Commands;

/// <summary>The command "Import a file": imports uploaded candles or quotes into the real market's table.</summary>
internal static class ImportFile
{
    /// <summary>Why there is no import in demo and replay, and how to import.</summary>
    public const string OnlyLive =
        "Files go into the real market's table only. Start with --Market:Mode=live, or import on the command line: "
        + "dotnet run --project BtcTracker.AppHost -- import FILE --interval 1d";

    /// <summary>The largest file that the dashboard accepts as an upload.</summary>
    private const int LargestMegabytes = 100;

    private const string Extensions = ".csv,.tsv,.txt,.json,.jsonl,.gz,.zip";
    private const string DryRun = "dry-run";
    private const string ForGood = "for-good";
    private const string Name = "import-file";
    private const string DisplayName = "Import a file…";

    /// <summary>Adds the command; in demo and replay it is disabled.</summary>
    public static IResourceBuilder<ProjectResource> WithImport(
        this IResourceBuilder<ProjectResource> ingest,
        IngestCommandLine program,
        MarketPlan market
    )
    {
        var options = new CommandOptions { IconName = "ArrowUpload", Arguments = Inputs };
        if (market.IsSimulated)
        {
            options.Description = OnlyLive;
            options.UpdateState = _ => ResourceCommandState.Disabled;
            return ingest.WithCommand(Name, $"{DisplayName} (live only)", _ => Task.FromResult(CommandResults.Failure(OnlyLive)), options);
        }

        options.Description =
            $"Stores candles or quotes from a file of at most {LargestMegabytes} MB: a vendor's download, unchanged, "
            + "or an exported file.";
        options.Progress = new CommandProgressOptions
        {
            Title = "Import",
            Message = "Importing the file. The console log of ingest shows the progress. Rows already stored are kept if you cancel.",
        };
        return ingest.WithRunningCommand(Name, DisplayName, context => RunAsync(program, ingest.Resource, context), options);
    }

    private static InteractionInput[] Inputs =>
        [
            new()
            {
                Name = "file",
                Label = "File",
                InputType = InputType.File,
                Required = true,
                FileFilter = Extensions,
            },
            IngestCommands.IntervalChoice("Detected from the rows", value: IngestCommands.NoInterval),
            new()
            {
                Name = DryRun,
                Label = "Dry run: show what would be stored, without storing anything",
                InputType = InputType.Boolean,
                Value = "false",
            },
            new()
            {
                Name = ForGood,
                Label = "Readings too, which cannot be removed again (candles can: imports remove)",
                InputType = InputType.Boolean,
                Value = "false",
            },
        ];

    private static async Task<ExecuteCommandResult> RunAsync(IngestCommandLine program, IResource ingest, ExecuteCommandContext context)
    {
        // Disposing the upload deletes Aspire's file.
        using var files = context.Arguments["file"].GetFiles();
        if (files is not [var file])
        {
            return CommandResults.Failure("Choose one file.");
        }

        try
        {
            return FindProblem(file) is { } problem
                ? CommandResults.Failure($"{file.Name} {problem}")
                : await ImportAsync(program, ingest, file, context);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure($"{file.Name} cannot be imported: {error.Message}");
        }
    }

    private static string? FindProblem(InteractionFile file) =>
        new FileInfo(file.FilePath).Length switch
        {
            0 => "is empty.",
            > LargestMegabytes * 1024L * 1024L =>
                $"is larger than {LargestMegabytes} MB. Import it on the command line: dotnet run --project "
                    + "BtcTracker.AppHost -- import FILE",
            _ => null,
        };

    private static bool IsChecked(ExecuteCommandContext context, string name) =>
        context.Arguments.TryGetByName(name, out var input) && input.Value is "true";

    // Under its own name, because the name becomes the candles' source.
    private static async Task<ExecuteCommandResult> ImportAsync(
        IngestCommandLine program,
        IResource ingest,
        InteractionFile file,
        ExecuteCommandContext context
    )
    {
        var folder = Directory.CreateTempSubdirectory($"btctracker-import-{Environment.ProcessId}-");
        try
        {
            var name = Path.GetFileName(file.Name);
            var path = Path.Combine(folder.FullName, name is "" or "." or ".." ? "file" : name);
            File.Copy(file.FilePath, path);
            string[] options =
            [
                .. IngestCommands.IntervalOption(context),
                .. IsChecked(context, DryRun) ? ["--dry-run"] : Array.Empty<string>(),
                .. IsChecked(context, ForGood) ? ["--yes"] : Array.Empty<string>(),
            ];
            var run = await program.RunAsync(
                context,
                needsKey: false,
                line => ImportProgress.ShowAsync(context, ingest, name, line),
                ["import", path, .. options]
            );
            var message = run.Succeeded ? string.Join(Environment.NewLine, run.Output) : run.Reason;
            message = message.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            return run.Succeeded ? IngestRun.Answer(message) : CommandResults.Failure(message);
        }
        finally
        {
            folder.Delete(recursive: true);
            await ImportProgress.ClearAsync(context, ingest);
        }
    }
}
