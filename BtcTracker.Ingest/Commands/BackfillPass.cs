using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands;

/// <summary>One backfill of all plans, from the beginning of each.</summary>
public sealed class BackfillPass(CandleBackfill backfill, IPriceWriter writer, TimeProvider clock)
{
    /// <summary>Runs it and writes to stdout how many candles were stored.</summary>
    /// <param name="interval">The candles' interval; null takes all.</param>
    /// <param name="cancellationToken">Stops it; what came before is stored.</param>
    /// <returns>Null where it is done; else a sentence that says why not.</returns>
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

    private string Count => ImportTally.Words(backfill.StoredCount);

    // A wrong candle or an empty response is asked for again at once: the worker does so at its next run, and a pass has no other.
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
                // It goes on from the pass's own watermark.
            }
        }
    }

    /// <summary>Has readers load history of any age again, as after an import.</summary>
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
            // The page loads history whole every half an hour anyway.
        }
    }
}
