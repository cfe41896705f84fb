using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Imports candles. The whole file is checked before the first row is stored.</summary>
internal sealed class CandleImport(ImportSession session, IPriceReader reader, IImportStore imports, TimeProvider clock)
{
    /// <summary>Runs the operation.</summary>
    /// <exception cref="FormatException">A row or the whole file is not valid; the message says what to do.</exception>
    public async Task RunAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.For(file, request.Interval);
        var prepared = await PrepareAsync(file, plan, request, cancellationToken);
        var preview = new ImportPreview(reader, clock, session.Progress);
        if (request.IsDryRun)
        {
            await preview.ShowAsync(file, plan, prepared, session.Tally, cancellationToken);
            return;
        }

        if (request.Question is { } question)
        {
            await preview.AskAsync(question, request, plan, prepared, cancellationToken);
        }

        await StoreAsync(file, plan, prepared, request, cancellationToken);
    }

    private async Task<PreparedFile> PrepareAsync(
        PriceFile file,
        ImportPlan plan,
        ImportRequest request,
        CancellationToken cancellationToken
    )
    {
        var source = Candle.SourceOfFile(Path.GetFileName(file.Path));
        var defaults = new CandleDefaults(request.Interval, source, request.Options.Volume ?? "BTC");
        var prepared = await new ImportPreparation(reader, clock, session.Progress).RunAsync(request, plan, defaults, cancellationToken);
        session.Progress.Clear();
        if (file.Shape is { } shape)
        {
            await Console.Error.WriteLineAsync(
                $"Read as {shape}; {plan.Description}{(file.Spacing.IsLatestFirst ? ", the latest first" : "")}."
            );
        }

        if (file.HasUnnamedVolume && request.Options.Volume is null)
        {
            await Console.Error.WriteLineAsync(
                $"The volume is assumed to be in {prepared.Defaults.VolumeUnit}, by its size. Override it with --volume btc, usd or none."
            );
        }

        return prepared;
    }

    private async Task StoreAsync(
        PriceFile file,
        ImportPlan plan,
        PreparedFile prepared,
        ImportRequest request,
        CancellationToken cancellationToken
    )
    {
        object?[] read = [request.Interval, request.Options.Quote, request.Options.Volume, prepared.Defaults.VolumeUnit, plan.Description];
        var fingerprint = await Fingerprint.FindAsync(file.Path, read, cancellationToken);
        file.CheckUnchanged();
        var log = session.LogOf(file, plan.Description, fingerprint, prepared.FinestFrom);
        await log.BeginAsync(cancellationToken);
        if (log.IsResumed)
        {
            await Console.Error.WriteLineAsync($"Resuming import {log.Current.Id}.");
        }

        // As at the start, so that its rows are the same and in the same batches.
        var accepted = new AcceptedRows(file, session.Tally, log.Current.Begun).Candles(prepared.Defaults, plan, log.Current.FinestFrom);
        var duration = new ImportDuration(prepared.Survey.Count, clock);
        await session.StoreAsync(file, new CandleTarget(imports, log, request.Interval), accepted, duration, cancellationToken);
    }
}
