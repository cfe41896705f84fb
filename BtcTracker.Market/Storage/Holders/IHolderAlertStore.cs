using BtcTracker.Market.Push;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>The alerts of holders, as the web reads and changes them.</summary>
public interface IHolderAlertStore
{
    /// <summary>A holder's alerts, in the order of their numbers.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<IReadOnlyList<HolderAlert>> FindAsync(HolderRecord holder, CancellationToken cancellationToken);

    /// <summary>Adds an alert; it replaces none, even if another is added at the same time.</summary>
    /// <returns>Null where the holder has <see cref="HolderAlert.Most"/>.</returns>
    /// <exception cref="HolderDeletedException">The record was deleted in the meantime.</exception>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<HolderAlert?> TryAddAsync(HolderRecord holder, NewAlert alert, CancellationToken cancellationToken);

    /// <summary>Removes an alert.</summary>
    /// <returns>Whether this call removed it.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryRemoveAsync(HolderAlert alert, CancellationToken cancellationToken);

    /// <summary>Says who is notified of all alerts that the holder has now; null for nobody.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task SetPushAsync(HolderRecord holder, PushSubscription? push, CancellationToken cancellationToken);

    /// <summary>Removes all alerts of a holder; those of who takes the name later stay.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task RemoveAllAsync(HolderRecord holder, CancellationToken cancellationToken);
}

/// <summary>The alerts of all holders, as ingest reads them and keeps them up to date. It neither adds nor removes one.</summary>
public interface IAlertShards
{
    /// <summary>How many shards there are.</summary>
    int Count { get; }

    /// <summary>What changes whenever an alert of a shard is added, changed or removed by its holder; null before the first.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<string?> FindVersionAsync(int shard, CancellationToken cancellationToken);

    /// <summary>The alerts of a shard, without those that cannot be read.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<IReadOnlyList<HolderAlert>> ReadAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Replaces an alert where it still is what was read.</summary>
    /// <returns>Whether it was replaced.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<bool> TryReplaceAsync(HolderAlert read, HolderAlert alert, CancellationToken cancellationToken);

    /// <summary>The last slot whose quote was evaluated; null before the first.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task<DateTimeOffset?> FindEvaluatedAsync(CancellationToken cancellationToken);

    /// <summary>Notes the last slot whose quote was evaluated.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    Task PutEvaluatedAsync(DateTimeOffset slot, CancellationToken cancellationToken);
}
