namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The result of putting a row.</summary>
internal enum PutOutcome
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>Something better is stored in its place.</summary>
    Outranked,

    /// <summary>It is a raw reading without its quote.</summary>
    WithoutQuote,
}

/// <summary>Stores rows of one kind.</summary>
internal interface IImportTarget<T>
{
    /// <summary>Rejects rows that are valid individually but not together.</summary>
    /// <exception cref="FormatException">The message says why, and what to do.</exception>
    void CheckTogether(IReadOnlyList<T> rows) { }

    /// <summary>The time of a row.</summary>
    DateTimeOffset TimeOf(T row);

    /// <summary>Finds which of some rows, in order, the store already has.</summary>
    Task<IReadOnlySet<T>> ReadStoredAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Stores a row unless something better is stored.</summary>
    Task<PutOutcome> TryPutAsync(T row, CancellationToken cancellationToken);

    /// <summary>Recomputes what depends on rows that are stored now.</summary>
    Task FollowAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);
}
