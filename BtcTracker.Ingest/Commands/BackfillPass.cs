using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands;

/// <summary>A single backfill of all plans, from the beginning of each.</summary>
public sealed class BackfillPass(CandleBackfill backfill, IPriceWriter writer, TimeProvider clock)
{
    /// <summary>Runs the backfill and writes to stdout how many candles were stored.</summary>
    /// <param name="interval">The candles' interval; null means all.</param>
    /// <param name="cancellationToken">Stops it; earlier candles are stored.</param>
    /// <returns>Null on success; otherwise a sentence that says why not.</returns>
    public async Task<string?> RunAsync(Interval? interval, CancellationToken cancellationToken)
    {
        try
        {
            await writer.EnsureTableAsync(cancellationToken);
            foreach (var plan in BackfillPlan.All.Where(plan => !plan.IsAdvance && (interval is null || plan.Interval == interval)))
            {
                await RunAsync(plan, cancellationToken);
            }

            await Console.Out.WriteLineAsync($"Backfill stored {Count} candles{(interval is null ? "" : $" of {interval}")}.");
            return null;
        }
        catch (Exception error) when (error is SourceException or PriceStoreException)
        {
            var stored = backfill.StoredCount == 0 ? "Nothing was stored." : $"{Count} candles were stored before.";
            return $"{error.Message} {stored} Run it again.";
        }
        finally
        {
            await AnnounceAsync();
        }
    }

    private string Count => ImportTally.Format(backfill.StoredCount);

    // A rejected candle or an empty response is requested again immediately: the worker does so at its next run, but a pass has only one.
    private async Task RunAsync(BackfillPlan plan, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await backfill.RunAsync(plan, cancellationToken);
                return;
            }
            catch (SourceException error) when (error.Failure == SourceFailure.InvalidBody && tries < CandleBackfill.MostTries)
            {
                // It continues from the pass's own watermark.
            }
        }
    }

    /// <summary>Makes readers reload the history, as after an import.</summary>
    private async Task AnnounceAsync()
    {
        if (backfill.StoredCount == 0)
        {
            return;
        }

        try
        {
            await writer.RaiseLastImportAsync(clock.GetUtcNow(), CancellationToken.None);
        }
        catch (PriceStoreException)
        {
            // The page reloads the history every 30 minutes anyway.
        }
    }
}
