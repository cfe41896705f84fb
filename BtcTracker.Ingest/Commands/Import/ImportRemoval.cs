using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Removes an import from the store, and makes readers reload the history.</summary>
internal sealed class ImportRemoval(IImportStore imports, IPriceWriter writer, TimeProvider clock)
{
    private readonly IProgressView _progress = ProgressView.OnConsole(clock);

    /// <summary>Runs the operation.</summary>
    /// <returns>How many candles were changed.</returns>
    /// <exception cref="FormatException">Another import is running, whose candles may be affected.</exception>
    public async Task<long> RunAsync(ImportRecord import, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var all = await imports.ReadAllAsync(cancellationToken).ToListAsync(cancellationToken);
        if (all.Find(other => other.Id != import.Id && other.HasCandles && other.BusyUntil(now) is not null) is { } busy)
        {
            throw new FormatException(
                $"Import {busy.Id} of {busy.File} is running or being removed. Wait until it has ended. "
                    + $"If it was killed, run this again after {busy.BusyUntil(now):HH:mm:ss} UTC."
            );
        }

        try
        {
            return await imports.RemoveAsync(import, Show, cancellationToken);
        }
        finally
        {
            _progress.Clear();
            await writer.NotifyImportAsync(clock);
        }

        void Show(long rows) => _progress.Show(import.Rows == 0 ? null : Math.Min(1, (double)rows / import.Rows), rows);
    }
}
