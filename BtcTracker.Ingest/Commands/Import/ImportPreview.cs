using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Previews an import's changes, on its own or before asking the user.</summary>
internal sealed class ImportPreview(IPriceReader reader, TimeProvider clock, IProgressView progress)
{
    /// <summary>Writes the preview to stdout.</summary>
    public async Task ShowAsync(
        PriceFile file,
        ImportPlan plan,
        PreparedFile prepared,
        ImportTally tally,
        CancellationToken cancellationToken
    )
    {
        foreach (var line in (await CompareAsync(file, plan, prepared, tally, cancellationToken)).Lines(prepared.Survey))
        {
            await Console.Out.WriteLineAsync(line);
        }
    }

    /// <summary>Asks for confirmation if stored candles would be replaced.</summary>
    /// <exception cref="FormatException">The user declined.</exception>
    public async Task AskAsync(
        ConfirmationPrompt question,
        ImportRequest request,
        ImportPlan plan,
        PreparedFile prepared,
        CancellationToken cancellationToken
    )
    {
        // Opened again, because rows can be read only once.
        using var file = PriceFile.Open(request.File, request.Options);
        var dryRun = await CompareAsync(file, plan, prepared, new ImportTally(), cancellationToken);
        if (dryRun.Replaced == 0)
        {
            return;
        }

        var shown = string.Join(Environment.NewLine, dryRun.Lines(prepared.Survey));
        var candles = $"{ImportTally.Format(dryRun.Replaced)} stored {(dryRun.Replaced == 1 ? "candle" : "candles")}";
        if (!await question.AskAsync(shown, $"Replace {candles}?", cancellationToken))
        {
            throw new FormatException("Stored candles are unchanged. Answer y to replace them, or add --yes.");
        }
    }

    private async Task<DryRun> CompareAsync(
        PriceFile file,
        ImportPlan plan,
        PreparedFile prepared,
        ImportTally tally,
        CancellationToken cancellationToken
    )
    {
        var candles = new AcceptedRows(file, tally, clock.GetUtcNow()).Candles(prepared.Defaults, plan, prepared.FinestFrom);
        var dryRun = new DryRun(reader);
        await dryRun.RunAsync(candles, () => progress.Show(file.Progress, tally.Read), cancellationToken);
        progress.Clear();
        return dryRun;
    }
}
