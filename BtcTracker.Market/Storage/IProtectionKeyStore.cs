namespace BtcTracker.Market.Storage;

/// <summary>
/// The keys that web processes share, so that what one of them protected the next one can read. Their text means nothing here.
/// </summary>
public interface IProtectionKeyStore
{
    /// <summary>Every key that was added, oldest first.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key; it replaces none, whoever else adds one at the same time.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task AddAsync(string name, string key, CancellationToken cancellationToken);
}
