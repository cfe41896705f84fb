namespace BtcTracker.Market.Storage;

/// <summary>Keeps the state of ingest's alerts.</summary>
public interface IAlertStore
{
    /// <summary>The state as of now; null before the first write.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<AlertState?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores a state whose <see cref="AlertState.Version"/> is higher than the stored one's.</summary>
    /// <returns>Whether it was stored; false where another process was first.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryPutAsync(AlertState state, CancellationToken cancellationToken);
}
