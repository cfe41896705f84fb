namespace BtcTracker.AppHost.Commands;

/// <summary>What a person can do with the worker from the dashboard.</summary>
internal static class IngestCommands
{
    /// <summary>Read now, backfill again, import and export.</summary>
    public static IResourceBuilder<ProjectResource> WithIngestCommands(this IResourceBuilder<ProjectResource> ingest, MarketPlan market)
    {
        var program = new IngestCommandLine(ingest.Resource);
        return ingest
            .WithReadNow(program)
            .WithBackfillAgain(program)
            .WithImport(program, market)
            .WithExport(program, market, StoreSettings.Read(ingest.ApplicationBuilder).DataFolder);
    }

    /// <summary>The key of no interval.</summary>
    internal const string NoInterval = "all";

    /// <summary>The choice among the intervals of stored candles.</summary>
    /// <param name="none">What it is called to choose no interval.</param>
    /// <param name="value">The key that is chosen at first.</param>
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

    /// <summary>The chosen interval as the program's option; nothing where none is chosen.</summary>
    internal static string[] IntervalOption(ExecuteCommandContext context) =>
        context.Arguments.GetString("interval") is { } code && code != NoInterval ? ["--interval", code] : [];
}
