namespace BtcTracker.Market.Storage.Holders;

/// <summary>What is kept of a person who wrote down when they first bought bitcoin.</summary>
public sealed record HolderRecord
{
    /// <summary>The name.</summary>
    public required HolderName Name { get; init; }

    /// <summary>Made for each record: purchases of one that was deleted are not those of who takes its name later.</summary>
    public required string Id { get; init; }

    /// <summary>The token's SHA-256 in hexadecimal digits; the token itself is kept nowhere.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The UTC day of the first purchase.</summary>
    public required DateOnly FirstBought { get; init; }

    /// <summary>Rises by one with each change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }
}

/// <summary>A record with its purchases, in no order.</summary>
/// <param name="Holder">The record.</param>
/// <param name="Purchases">At most <see cref="HolderPurchase.Most"/>.</param>
public sealed record HolderAccount(HolderRecord Holder, IReadOnlyList<HolderPurchase> Purchases);
