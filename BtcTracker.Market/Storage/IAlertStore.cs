namespace BtcTracker.Market.Storage;

/// <summary>Keeps the state of ingest's alerts.</summary>
public interface IAlertStore
{
    /// <summary>Reads the state consistently; null before the first write.</summary>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<AlertState?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores a state whose <see cref="AlertState.Version"/> is higher than the stored one's.</summary>
    /// <returns>Whether it was stored; false if another process was first.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<bool> TryPutAsync(AlertState state, CancellationToken cancellationToken);
}
