using System.Runtime.ExceptionServices;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>
/// Stores rows in batches of a few hundred, in constant memory. Rows that the store already has are read, not written, so that a repeated
/// import quickly skips what an earlier one stored.
/// </summary>
internal sealed class Importer<T>(IImportTarget<T> target, ImportLog log, ImportTally tally, Action showProgress)
{
    private const int RowsAtATime = 500;

    /// <summary>Enough to fill the way to the store and back; one partition takes 1,000 writes a second.</summary>
    private const int PutsAtATime = 16;

    private List<T> _unfollowed = [];

    /// <summary>Stores all rows, in order. If reading a row fails, the rows before it are stored first.</summary>
    public async Task RunAsync(IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        using var source = rows.GetEnumerator();
        ExceptionDispatchInfo? failure = null;
        for (var hasMore = true; hasMore; )
        {
            var batch = new List<T>(RowsAtATime);
            try
            {
                while (batch.Count < RowsAtATime && (hasMore = source.MoveNext()))
                {
                    batch.Add(source.Current);
                }
            }
            catch (FormatException wrongRow)
            {
                (failure, hasMore) = (ExceptionDispatchInfo.Capture(wrongRow), false);
            }

            await StoreAsync(batch, cancellationToken);
            showProgress();
        }

        await target.FollowAsync(_unfollowed, cancellationToken);
        failure?.Throw();
    }

    private async Task StoreAsync(List<T> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (batch.Count == 0)
        {
            return;
        }

        target.CheckTogether(batch);
        await log.BeginAsync(cancellationToken);
        var stored = await target.ReadStoredAsync(batch, cancellationToken);
        var missing = batch.Where(row => !stored.Contains(row)).ToList();
        tally.Unchanged += batch.Count - missing.Count;
        await PutAsync(missing);

        // An earlier import may have been killed before recomputing what depends on its last rows.
        if (missing.Count > 0)
        {
            await target.FollowAsync([.. _unfollowed, .. batch], cancellationToken);
        }

        _unfollowed = missing.Count > 0 ? [] : batch;
        await log.AddAsync(batch.Count, batch.Min(target.TimeOf), batch.Max(target.TimeOf));
    }

    // A stop takes effect after the batch, so that all of it is stored and counted in the summary.
    private Task PutAsync(List<T> rows) =>
        Parallel.ForEachAsync(
            rows,
            new ParallelOptions { MaxDegreeOfParallelism = PutsAtATime },
            async (row, _) => tally.Count(await target.TryPutAsync(row, CancellationToken.None))
        );
}
