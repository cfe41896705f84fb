namespace BtcTracker.Market.Storage.Holders;

/// <summary>The record of a person who entered when they first bought bitcoin.</summary>
public sealed record HolderRecord
{
    /// <summary>The name.</summary>
    public required HolderName Name { get; init; }

    /// <summary>Unique per record, so that a later holder of the same name does not get the purchases of a deleted record.</summary>
    public required string Id { get; init; }

    /// <summary>The SHA-256 of the token in hexadecimal digits; the token itself is not stored.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The UTC day of the first purchase.</summary>
    public required DateOnly FirstBought { get; init; }

    /// <summary>Incremented with each change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }
}

/// <summary>A record with its purchases, unordered.</summary>
/// <param name="Holder">The record.</param>
/// <param name="Purchases">At most <see cref="HolderPurchase.Most"/>.</param>
public sealed record HolderAccount(HolderRecord Holder, IReadOnlyList<HolderPurchase> Purchases);
