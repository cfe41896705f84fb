using System.CommandLine;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What <c>import</c> is asked for.</summary>
/// <param name="File">The file's path, from the caller's folder.</param>
/// <param name="Interval">The candles' interval; null where the file tells.</param>
/// <param name="VolumeUnit">What a volume without a unit counts.</param>
internal sealed record ImportRequest(string File, Market.Interval? Interval, string VolumeUnit);

/// <summary>The command <c>import</c>: brings a file of prices into the real market's table.</summary>
internal sealed class ImportCommand(IPriceReader reader, IPriceWriter writer, IOptions<IngestOptions> options, TimeProvider clock)
{
    private readonly ImportTally _tally = new();
    private readonly ProgressLine _progress = ProgressLine.OnConsole(clock);

    /// <summary>Describes the command line.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV or JSON lines, oldest first: candles with time, open, high, low and close, or what export wrote.",
        };
        var interval = IntervalOption.Create("How long a candle of the file lasts; needed where the file does not tell.");
        var unit = new Option<string>("--volume-unit")
        {
            Description = "What a volume counts where the file does not tell.",
            HelpName = "BTC|USD",
            DefaultValueFactory = _ => "BTC",
        };
        unit.AcceptOnlyFromAmong("BTC", "USD");
        var command = new Command("import", "Bring a file of prices into the store. What is there already stays, so it can be stopped and run again.") { file, interval, unit };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new ImportRequest(parsed.GetRequiredValue(file), parsed.GetValue(interval), parsed.GetRequiredValue(unit));
            return CommandHost.RunAsync(settings, services => ActivatorUtilities.CreateInstance<ImportCommand>(services).RunAsync(request, cancellationToken));
        });
        return command;
    }

    /// <summary>Runs the command, and says what became of the rows.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (options.Value.Mode is not MarketMode.Live)
        {
            await Console.Error.WriteLineAsync("Files are imported into the real market's table only: prices of a file and simulated ones never stand together. Leave out Market:Mode, or take Market:Mode=live.");
            return CommandExit.Wrong;
        }

        try
        {
            using var file = PriceFile.Open(request.File);
            await ImportAsync(file, request, cancellationToken);
            _progress.End();
            await Console.Out.WriteLineAsync($"{file.Path}: {_tally}.");
            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            _progress.End();
            await Console.Error.WriteLineAsync($"{CommandExit.Reason(error)} {Kept()}");
            return CommandExit.CodeOf(error);
        }
    }

    private async Task ImportAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        await writer.EnsureTableAsync(cancellationToken);
        var rows = new AcceptedRows(file, _tally, clock.GetUtcNow());
        try
        {
            await (file.Kind switch
            {
                PriceFileKind.Quotes => StoreAsync(new QuoteTarget(reader, writer), rows.Quotes()),
                PriceFileKind.RawReadings => StoreAsync(new RawReadingTarget(reader, writer), rows.RawReadings()),
                _ => StoreAsync(new CandleTarget(reader, writer, request.Interval), rows.Candles(DefaultsOf(file, request))),
            });
        }
        catch (Exception error) when (error is FormatException or OperationCanceledException)
        {
            await TellReadersAsync();
            throw;
        }

        await TellReadersAsync();

        Task StoreAsync<T>(IImportTarget<T> target, IEnumerable<T> imported) =>
            new Importer<T>(target, _tally, () => _progress.Show(file.Progress, _tally.Read)).RunAsync(imported, cancellationToken);
    }

    // Also of what was stored before a stop: it must not wait for the import's end.
    private Task TellReadersAsync() =>
        _tally.Stored > 0 ? writer.RaiseLastImportAsync(clock.GetUtcNow(), CancellationToken.None) : Task.CompletedTask;

    // A plus joins the sources of a rolled-up candle.
    private static CandleDefaults DefaultsOf(PriceFile file, ImportRequest request) =>
        new(request.Interval, $"import:{Path.GetFileName(file.Path).Replace('+', '-')}", request.VolumeUnit);

    private string Kept() => _tally.Stored + _tally.Unchanged == 0
        ? "Nothing is imported."
        : $"What came before is kept: {_tally}. Run the same command again to go on; what is stored is passed over.";
}
