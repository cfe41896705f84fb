namespace BtcTracker.Market.Storage;

/// <summary>
/// Stores ASP.NET's data-protection keys, shared by the web's processes so that each can read what another protected. The keys' text is
/// opaque here.
/// </summary>
public interface IDataProtectionKeyStore
{
    /// <summary>All keys, oldest first.</summary>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key; never replaces another, even one added concurrently.</summary>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task AddAsync(string name, string key, CancellationToken cancellationToken);
}
