namespace BtcTracker.Market.Storage.Holders;

/// <summary>Holders and their purchases. There is no list of them: a record is found by its name alone.</summary>
public interface IHolderStore
{
    /// <summary>A holder with all their purchases, in one Query.</summary>
    /// <returns>Null where nobody has the name.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<HolderAccount?> FindAsync(HolderName name, CancellationToken cancellationToken);

    /// <summary>Adds a record where nobody has its name.</summary>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryCreateAsync(HolderRecord holder, CancellationToken cancellationToken);

    /// <summary>Replaces a record where it still is what was read.</summary>
    /// <returns>Whether it was replaced.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryReplaceAsync(HolderRecord read, HolderRecord holder, CancellationToken cancellationToken);

    /// <summary>Adds a purchase; it replaces none, even if another is added at the same time.</summary>
    /// <param name="account">The account as it was read; its purchases say which numbers are taken.</param>
    /// <param name="purchase">The purchase.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the holder has <see cref="HolderPurchase.Most"/>.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<HolderPurchase?> TryAddAsync(HolderAccount account, NewPurchase purchase, CancellationToken cancellationToken);

    /// <summary>Adds purchases, which must fit. Where it fails half-way some are there.</summary>
    /// <returns>How many were added: fewer where others were added at the same time and there was no room left.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<int> AddAllAsync(HolderAccount account, IReadOnlyList<NewPurchase> purchases, CancellationToken cancellationToken);

    /// <summary>Removes a purchase.</summary>
    /// <returns>Whether this call removed it.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryRemoveAsync(HolderRecord holder, HolderPurchase purchase, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a record with all its purchases and alerts. Where it fails half-way the record is there still, and it can be called again.
    /// </summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task DeleteAsync(HolderRecord holder, CancellationToken cancellationToken);
}
