namespace BtcTracker.AppHost.Commands;

/// <summary>The worker's commands in the dashboard.</summary>
internal static class IngestCommands
{
    /// <summary>Adds the commands: read now, backfill again, import and export.</summary>
    public static IResourceBuilder<ProjectResource> WithIngestCommands(this IResourceBuilder<ProjectResource> ingest, MarketPlan market)
    {
        var program = new IngestCommandLine(ingest.Resource);
        return ingest
            .WithReadNow(program)
            .WithBackfillAgain(program)
            .WithImport(program, market)
            .WithExport(program, market, StoreSettings.Read(ingest.ApplicationBuilder).DataFolder);
    }

    /// <summary>The value for no interval.</summary>
    internal const string NoInterval = "all";

    /// <summary>Creates a choice of the stored intervals.</summary>
    /// <param name="none">The label for no interval.</param>
    /// <param name="value">The initial value.</param>
    internal static InteractionInput IntervalChoice(string none, string value) =>
        new()
        {
            Name = "interval",
            Label = "Interval",
            InputType = InputType.Choice,
            Required = true,
            Value = value,
            Options =
            [
                KeyValuePair.Create(NoInterval, none),
                .. Market.Interval.Stored.Select(interval => KeyValuePair.Create(interval.Code, interval.Code)),
            ],
        };

    /// <summary>The chosen interval as the program's option; empty if none is chosen.</summary>
    internal static string[] IntervalOption(ExecuteCommandContext context) =>
        context.Arguments.GetString("interval") is { } code && code != NoInterval ? ["--interval", code] : [];
}
