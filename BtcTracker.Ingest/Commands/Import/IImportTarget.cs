namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What became of a row that the store did not have.</summary>
internal enum PutOutcome
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>Something stands in its place that is worth more.</summary>
    Outranked,

    /// <summary>It is a raw reading without its quote.</summary>
    WithoutQuote,
}

/// <summary>Where the rows of one kind go.</summary>
internal interface IImportTarget<T>
{
    /// <summary>Refuses rows that each are right but together cannot be.</summary>
    /// <exception cref="FormatException">The message says why, and what to do.</exception>
    void CheckTogether(IReadOnlyList<T> rows) { }

    /// <summary>The time of a row.</summary>
    DateTimeOffset TimeOf(T row);

    /// <summary>Those of some rows, which are in order, that the store has.</summary>
    Task<IReadOnlySet<T>> ReadStoredAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Stores a row where nothing better stands.</summary>
    Task<PutOutcome> TryPutAsync(T row, CancellationToken cancellationToken);

    /// <summary>Brings up to date what is made of some rows that are in the store now.</summary>
    Task FollowAsync(IReadOnlyList<T> rows, CancellationToken cancellationToken);
}
