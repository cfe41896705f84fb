using System.CommandLine;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Import;

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
            Description = "A download of candles as it comes, also .gz or .zip, or what export wrote.",
        };
        var interval = IntervalOption.Create("How long a candle of the file lasts. Default: found from the rows.");
        var options = new ImportOptions();
        var command = new Command("import", "Bring a file of prices into the store. What is there already stays, so it can be stopped and run again.") { file, interval };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new ImportRequest(parsed.GetRequiredValue(file), parsed.GetValue(interval), options.Read(parsed), options.IsDryRun(parsed));
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
            using var file = PriceFile.Open(request.File, request.Options);
            await ImportAsync(file, request, cancellationToken);
            _progress.End();
            await Console.Out.WriteLineAsync(request.IsDryRun
                ? $"{file.Path}: {string.Join(", ", [$"{ImportTally.Words(_tally.Read)} {(_tally.Read == 1 ? "row" : "rows")} read, nothing stored", .. file.Skipped.Words])}."
                : $"{file.Path}: {Words(file)}.");
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
        var (candles, survey) = file.Kind is PriceFileKind.Candles ? await CandlesAsync(rows, file, request, cancellationToken) : ([], null);
        if (request.IsDryRun)
        {
            await ShowAsync(file, candles, survey, cancellationToken);
            return;
        }

        try
        {
            await (file.Kind switch
            {
                PriceFileKind.Quotes => StoreAsync(new QuoteTarget(reader, writer), rows.Quotes()),
                PriceFileKind.RawReadings => StoreAsync(new RawReadingTarget(reader, writer), rows.RawReadings()),
                _ => StoreAsync(new CandleTarget(reader, writer, request.Interval), candles),
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

    // The whole file is read before its first row is stored.
    private async Task<(IEnumerable<Candle> Candles, FileSurvey? Survey)> CandlesAsync(AcceptedRows rows, PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.For(file, request.Interval);
        var prepared = await new ImportPreparation(reader, clock, _progress).RunAsync(request, plan, DefaultsOf(file, request), cancellationToken);
        _progress.End();
        if (file.Shape is { } shape)
        {
            await Console.Error.WriteLineAsync($"Read as {shape}; {plan.Words}{(file.Spacing.IsLatestFirst ? ", the latest first" : "")}.");
        }

        if (file.HasUnnamedVolume && request.Options.Volume is null)
        {
            await Console.Error.WriteLineAsync($"The volume is taken for {prepared.Defaults.VolumeUnit}, by its size; --volume btc, usd or none says otherwise.");
        }

        return (rows.Candles(prepared.Defaults, plan, prepared.FinestFrom), prepared.Survey);
    }

    private async Task ShowAsync(PriceFile file, IEnumerable<Candle> candles, FileSurvey? survey, CancellationToken cancellationToken)
    {
        if (survey is null)
        {
            throw new FormatException($"{file.Path}: --dry-run is for candles only; what export wrote of readings replaces nothing.");
        }

        var dryRun = new DryRun(reader);
        await dryRun.RunAsync(candles, () => _progress.Show(file.Progress, _tally.Read), cancellationToken);
        _progress.End();
        foreach (var line in dryRun.Lines(survey))
        {
            await Console.Out.WriteLineAsync(line);
        }
    }

    // Also of what was stored before a stop: it must not wait for the import's end.
    private Task TellReadersAsync() =>
        _tally.Stored > 0 ? writer.RaiseLastImportAsync(clock.GetUtcNow(), CancellationToken.None) : Task.CompletedTask;

    // A plus joins the sources of a rolled-up candle.
    private static CandleDefaults DefaultsOf(PriceFile file, ImportRequest request) =>
        new(request.Interval, $"import:{Path.GetFileName(file.Path).Replace('+', '-')}", request.Options.Volume ?? "BTC");

    private string Words(PriceFile file) => string.Join(", ", [_tally.ToString(), .. file.Skipped.Words]);

    private string Kept() => _tally.Stored + _tally.Unchanged == 0
        ? "Nothing is imported."
        : $"What came before is kept: {_tally}. Run the same command again to go on; what is stored is passed over.";
}
