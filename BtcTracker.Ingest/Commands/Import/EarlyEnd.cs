using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Ends an import early: what fails midway is taken back; what is stopped stays, and can go on.</summary>
internal sealed class EarlyEnd(ImportSession session, ImportRemoval removal)
{
    /// <summary>Ends it.</summary>
    /// <returns>What became of the rows, for a reader.</returns>
    public async Task<string> EndAsync(Exception error, CancellationToken cancellationToken)
    {
        if (session.Log is not { HasBegun: true } log)
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
        return $"What came before is kept: {session.Tally}. Run the same command again to go on; what is stored is passed over.";
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
