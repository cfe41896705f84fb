using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Makes readers reload the history.</summary>
internal static class ImportNotification
{
    /// <summary>
    /// Notifies readers, also after a stop. Skipped if the store is down.
    /// </summary>
    public static async Task NotifyImportAsync(this IPriceWriter writer, TimeProvider clock)
    {
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
