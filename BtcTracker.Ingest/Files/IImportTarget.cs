namespace BtcTracker.Ingest.Files;

/// <summary>Where the rows of one kind go.</summary>
internal interface IImportTarget<T>
{
    /// <summary>What the store has at the times of some rows, which are in order.</summary>
    Task<IReadOnlySet<T>> ReadStoredAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Stores a row where nothing better stands.</summary>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TryPutAsync(T row, CancellationToken cancellationToken);

    /// <summary>Brings up to date what is made of some rows that are in the store now.</summary>
    Task FollowAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);
}
