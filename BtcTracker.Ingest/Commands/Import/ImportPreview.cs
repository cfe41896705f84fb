using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What an import would change: shown on its own, or before a person is asked.</summary>
internal sealed class ImportPreview(IPriceReader reader, TimeProvider clock, IProgressView progress)
{
    /// <summary>Shows it on stdout.</summary>
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

    /// <summary>Asks where stored candles would be replaced.</summary>
    /// <exception cref="FormatException">The answer is no.</exception>
    public async Task AskAsync(
        ImportQuestion question,
        ImportRequest request,
        ImportPlan plan,
        PreparedFile prepared,
        CancellationToken cancellationToken
    )
    {
        // Opened once more, since rows can be read only once.
        using var file = PriceFile.Open(request.File, request.Options);
        var dryRun = await CompareAsync(file, plan, prepared, new ImportTally(), cancellationToken);
        if (dryRun.Replaced == 0)
        {
            return;
        }

        var shown = string.Join(Environment.NewLine, dryRun.Lines(prepared.Survey));
        var candles = $"{ImportTally.Words(dryRun.Replaced)} stored {(dryRun.Replaced == 1 ? "candle" : "candles")}";
        if (!await question.AskAsync(shown, $"Replace {candles}?", cancellationToken))
        {
            throw new FormatException(
                "Stored candles stay as they are. Answer with y to have them replaced, or say so beforehand with --yes."
            );
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
