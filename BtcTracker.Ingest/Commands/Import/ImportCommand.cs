using System.CommandLine;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The command <c>import</c>: imports a file of prices into the real market's table.</summary>
internal sealed class ImportCommand(
    IPriceWriter writer,
    ImportSession session,
    CandleImport candles,
    ReadingImport readings,
    ImportInterruption interruption,
    IOptions<IngestOptions> options
)
{
    private const string OnlyLive =
        "Files are imported into the real market's table only: imported prices are never stored with simulated ones. "
        + "Leave out Market:Mode, or use Market:Mode=live.";

    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("FILE") { Description = "A downloaded file of candles, also as .gz or .zip, or an exported file." };
        var interval = IntervalOption.Create("The interval of the file's candles. Default: detected from the rows.");
        var options = new ImportOptions();
        const string Description = "Import a file of prices. Existing data is kept, so the import can be stopped and run again.";
        var command = new Command("import", Description) { file, interval };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var request = options.RequestOf(parsed, parsed.GetRequiredValue(file), parsed.GetValue(interval));
                return CommandHost.RunAsync(settings, services => Create(services).RunAsync(request, cancellationToken));
            }
        );
        return command;
    }

    /// <summary>Runs the command, and reports what happened to the rows.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (options.Value.Mode is not MarketMode.Live)
        {
            await Console.Error.WriteLineAsync(OnlyLive);
            return CommandExit.Wrong;
        }

        try
        {
            using var file = PriceFile.Open(request.File, request.Options);
            await writer.EnsureTableAsync(cancellationToken);
            await (
                file.Kind is PriceFileKind.Candles
                    ? candles.RunAsync(file, request, cancellationToken)
                    : readings.RunAsync(file, request, cancellationToken)
            );
            await ReportDoneAsync(file, request);
            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            session.Progress.Clear();
            await Console.Error.WriteLineAsync($"{CommandExit.Reason(error)} {await interruption.HandleAsync(error, cancellationToken)}");
            return CommandExit.CodeOf(error);
        }
    }

    private static ImportCommand Create(IServiceProvider services)
    {
        var session = ActivatorUtilities.CreateInstance<ImportSession>(services);
        return ActivatorUtilities.CreateInstance<ImportCommand>(
            services,
            session,
            ActivatorUtilities.CreateInstance<CandleImport>(services, session),
            ActivatorUtilities.CreateInstance<ReadingImport>(services, session),
            new ImportInterruption(session, ActivatorUtilities.CreateInstance<ImportRemoval>(services))
        );
    }

    private async Task ReportDoneAsync(PriceFile file, ImportRequest request)
    {
        session.Progress.Clear();
        var rows = request.IsDryRun ? $"{session.Tally.RowsRead}, nothing stored" : session.Tally.ToString();
        await Console.Out.WriteLineAsync($"{file.Path}: {string.Join(", ", [rows, .. file.Skipped.Descriptions])}.");
        if (session.Log is { Current: { HasCandles: true } import })
        {
            await Console.Error.WriteLineAsync($"To remove it again: imports remove {import.Id}");
        }
    }
}
