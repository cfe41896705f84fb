using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Has readers load history again.</summary>
internal static class ImportNews
{
    /// <summary>
    /// Notifies readers, also after a stop, since that must not wait for the import's end. Where the store is down, nobody is notified.
    /// </summary>
    public static async Task TellOfImportAsync(this IPriceWriter writer, TimeProvider clock)
    {
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
