using System.CommandLine;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The command <c>import</c>: brings a file of prices into the real market's table.</summary>
internal sealed class ImportCommand(
    IPriceReader reader,
    IPriceWriter writer,
    IImportStore imports,
    ImportRemoval removal,
    IOptions<IngestOptions> options,
    TimeProvider clock)
{
    private readonly ImportTally _tally = new();
    private readonly ProgressLine _progress = ProgressLine.OnConsole(clock);
    private ImportLog? _log;

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
            var request = new ImportRequest(parsed.GetRequiredValue(file), parsed.GetValue(interval), options.Read(parsed), options.IsDryRun(parsed), options.Question(parsed));
            return CommandHost.RunAsync(settings, services =>
            {
                var removal = ActivatorUtilities.CreateInstance<ImportRemoval>(services);
                return ActivatorUtilities.CreateInstance<ImportCommand>(services, removal).RunAsync(request, cancellationToken);
            });
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
            if (_log is { Current: { HasCandles: true } import })
            {
                await Console.Error.WriteLineAsync($"To take it out again: imports remove {import.Id}");
            }

            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            _progress.End();
            await Console.Error.WriteLineAsync($"{CommandExit.Reason(error)} {await EndEarlyAsync(error, cancellationToken)}");
            return CommandExit.CodeOf(error);
        }
    }

    private async Task ImportAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        await writer.EnsureTableAsync(cancellationToken);
        if (file.Kind is PriceFileKind.Candles)
        {
            await ImportCandlesAsync(file, request, cancellationToken);
            return;
        }

        if (request.IsDryRun)
        {
            throw new FormatException($"{file.Path}: --dry-run is for candles only; what export wrote of readings replaces nothing.");
        }

        var fingerprint = await Fingerprint.FindAsync(file.Path, [], cancellationToken);
        var log = LogOf(file, file.Kind is PriceFileKind.Quotes ? "quotes" : "raw readings", fingerprint);
        var rows = new AcceptedRows(file, _tally, log.Current.Begun);
        await (file.Kind is PriceFileKind.Quotes
            ? StoreAsync(file, log, new QuoteTarget(reader, writer), rows.Quotes(), cancellationToken)
            : StoreAsync(file, log, new RawReadingTarget(reader, writer), rows.RawReadings(), cancellationToken));
    }

    // The whole file is read before its first row is stored.
    private async Task ImportCandlesAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.For(file, request.Interval);
        var prepared = await PrepareAsync(file, plan, request, cancellationToken);
        var preview = new ImportPreview(reader, clock, _progress);
        if (request.IsDryRun)
        {
            await preview.ShowAsync(file, plan, prepared, _tally, cancellationToken);
            return;
        }

        if (request.Question is { } question)
        {
            await preview.AskAsync(question, request, plan, prepared, cancellationToken);
        }

        object?[] read = [request.Interval, request.Options.Quote, request.Options.Volume, prepared.Defaults.VolumeUnit, plan.Words];
        var log = LogOf(file, plan.Words, await Fingerprint.FindAsync(file.Path, read, cancellationToken), prepared.FinestFrom);
        await log.BeginAsync(cancellationToken);
        if (log.GoesOn)
        {
            await Console.Error.WriteLineAsync($"Import {log.Current.Id} goes on.");
        }

        // As when it began, so that its rows are the same and lie in the same batches.
        var accepted = new AcceptedRows(file, _tally, log.Current.Begun).Candles(prepared.Defaults, plan, log.Current.FinestFrom);
        await StoreAsync(file, log, new CandleTarget(imports, log, request.Interval), accepted, cancellationToken);
    }

    private ImportLog LogOf(PriceFile file, string rows, string? fingerprint, DateTimeOffset? finestFrom = null)
    {
        var now = clock.GetUtcNow();
        return _log = new ImportLog(imports, clock, new ImportRecord
        {
            Id = ImportId.New(now),
            File = Path.GetFileName(file.Path),
            Shape = file.Shape is { } shape ? $"{rows}, read as {shape}" : rows,
            HasCandles = file.Kind is PriceFileKind.Candles,
            Fingerprint = fingerprint,
            Begun = now,
            FinestFrom = finestFrom ?? DateTimeOffset.MinValue,
            SeenAt = now,
        });
    }

    private async Task StoreAsync<T>(
        PriceFile file, ImportLog log, IImportTarget<T> target, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        try
        {
            await new Importer<T>(target, log, _tally, () => _progress.Show(file.Progress, _tally.Read)).RunAsync(rows, cancellationToken);
            await log.EndAsync();
        }
        finally
        {
            await TellReadersAsync();
        }
    }

    private async Task<PreparedFile> PrepareAsync(
        PriceFile file, ImportPlan plan, ImportRequest request, CancellationToken cancellationToken)
    {
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

        return prepared;
    }

    // Also of what was stored before a stop: it must not wait for the import's end.
    private async Task TellReadersAsync()
    {
        try
        {
            await (_tally.Stored > 0 ? writer.RaiseLastImportAsync(clock.GetUtcNow(), CancellationToken.None) : Task.CompletedTask);
        }
        catch (PriceStoreException)
        {
            // The page loads history whole every half an hour anyway.
        }
    }

    private static CandleDefaults DefaultsOf(PriceFile file, ImportRequest request) =>
        new(request.Interval, Candle.SourceOfFile(Path.GetFileName(file.Path)), request.Options.Volume ?? "BTC");

    private string Words(PriceFile file) => string.Join(", ", [_tally.ToString(), .. file.Skipped.Words]);

    /// <summary>Takes back what fails midway; what is stopped stays, and can go on.</summary>
    /// <returns>What became of the rows, for a reader.</returns>
    private async Task<string> EndEarlyAsync(Exception error, CancellationToken cancellationToken)
    {
        if (_log is not { HasBegun: true } log)
        {
            return "Nothing is imported.";
        }

        if (log.IsGone)
        {
            return "Nothing of it is stored.";
        }

        if (error is not OperationCanceledException && log.Current.HasCandles)
        {
            return await TakeBackAsync(log.Current, error, cancellationToken);
        }

        await log.StopAsync();
        return $"What came before is kept: {_tally}. Run the same command again to go on; what is stored is passed over.";
    }

    private async Task<string> TakeBackAsync(ImportRecord import, Exception error, CancellationToken cancellationToken)
    {
        try
        {
            await removal.RunAsync(import, cancellationToken);
            return "The import is taken back: nothing of it is stored.";
        }
        catch (Exception problem) when (CommandExit.IsForTheUser(problem) || problem is OperationCanceledException)
        {
            var reason = problem.Message == error.Message || problem is OperationCanceledException ? "" : $" {problem.Message}";
            return $"What it stored before is not taken back yet.{reason} "
                + $"Run the same command again to go on with it, or take it back: imports remove {import.Id}";
        }
    }
}
