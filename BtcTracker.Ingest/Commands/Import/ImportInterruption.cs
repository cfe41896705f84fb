using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Handles an import that does not finish: a failed import is rolled back; a stopped one is kept, and can be resumed.</summary>
internal sealed class ImportInterruption(ImportSession session, ImportRemoval removal)
{
    /// <summary>Rolls the import back, or keeps what is stored.</summary>
    /// <returns>What happened to the rows, for display.</returns>
    public async Task<string> HandleAsync(Exception error, CancellationToken cancellationToken)
    {
        if (session.Log is not { HasBegun: true } log)
        {
            return "Nothing is imported.";
        }

        if (log.IsGone)
        {
            return "None of it is stored.";
        }

        if (error is not OperationCanceledException && log.Current.HasCandles)
        {
            return await RollBackAsync(log.Current, error, cancellationToken);
        }

        await log.StopAsync();
        return $"What came before is kept: {session.Tally}. Run the same command again to resume; rows already stored are skipped.";
    }

    private async Task<string> RollBackAsync(ImportRecord import, Exception error, CancellationToken cancellationToken)
    {
        try
        {
            await removal.RunAsync(import, cancellationToken);
            return "The import was rolled back: none of it is stored.";
        }
        catch (Exception problem) when (CommandExit.IsForTheUser(problem) || problem is OperationCanceledException)
        {
            var reason = problem.Message == error.Message || problem is OperationCanceledException ? "" : $" {problem.Message}";
            return $"The rows stored before were not rolled back.{reason} "
                + $"Run the same command again to resume, or roll it back: imports remove {import.Id}";
        }
    }
}
