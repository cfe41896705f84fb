namespace BtcTracker.Market.Storage.Holders;

/// <summary>Stores holders and their purchases. There is no list of holders: a record is found by its name only.</summary>
public interface IHolderStore
{
    /// <summary>Finds a holder with all their purchases, in one Query.</summary>
    /// <returns>Null if there is no holder of that name.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<HolderAccount?> FindAsync(HolderName name, CancellationToken cancellationToken);

    /// <summary>Adds a record if its name is free.</summary>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<bool> TryCreateAsync(HolderRecord holder, CancellationToken cancellationToken);

    /// <summary>Replaces a record if it is unchanged since it was read.</summary>
    /// <returns>Whether it was replaced.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<bool> TryReplaceAsync(HolderRecord read, HolderRecord holder, CancellationToken cancellationToken);

    /// <summary>Adds a purchase; never replaces another, even one added concurrently.</summary>
    /// <param name="account">The account as it was read; its purchases show which numbers are taken.</param>
    /// <param name="purchase">The purchase.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if the holder already has <see cref="HolderPurchase.Most"/>.</returns>
    /// <exception cref="HolderDeletedException">The record was deleted in the meantime.</exception>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<HolderPurchase?> TryAddAsync(HolderAccount account, NewPurchase purchase, CancellationToken cancellationToken);

    /// <summary>
    /// Adds purchases, which must fit. One that a concurrent request has added by then is not added again. After a failure of the store
    /// some may have been added.
    /// </summary>
    /// <returns>How many were added; fewer if concurrent requests added the same, or used up the room.</returns>
    /// <exception cref="HolderDeletedException">The record was deleted in the meantime.</exception>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<int> AddAllAsync(HolderAccount account, IReadOnlyList<NewPurchase> purchases, CancellationToken cancellationToken);

    /// <summary>Removes a purchase.</summary>
    /// <returns>Whether this call removed it.</returns>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task<bool> TryRemoveAsync(HolderRecord holder, HolderPurchase purchase, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a record with all its purchases and alerts. After a failure the record still exists, and the call can be repeated.
    /// </summary>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    Task DeleteAsync(HolderRecord holder, CancellationToken cancellationToken);
}
