using System.CommandLine;
using BtcTracker.Ingest.Backfill;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands;

/// <summary>The command <c>backfill</c>: one pass over the whole history, with or without a running worker.</summary>
internal static class BackfillCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var interval = IntervalOption.Create("Candles of one interval only. Default: all.");
        const string Description = "Fetch all candles that the sources offer again. The worker's own backfill is not affected.";
        var command = new Command("backfill", Description) { interval };
        command.SetAction(
            (parsed, cancellationToken) =>
                StartUp.RunOnceAsync(
                    () => Build(settings),
                    async (services, stopping) =>
                    {
                        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
                        return await services.GetRequiredService<BackfillPass>().RunAsync(parsed.GetValue(interval), ended.Token);
                    }
                )
        );
        return command;
    }

    private static IHost Build(IReadOnlyList<string> settings)
    {
        var builder = IngestApp.CreateOnceBuilder([.. settings]);
        builder.Services.AddSingleton<IWatermarks, PassWatermarks>();
        builder.Services.AddSingleton<BackfillPass>();
        return builder.Build();
    }
}
