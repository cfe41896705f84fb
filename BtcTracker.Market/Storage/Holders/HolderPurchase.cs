namespace BtcTracker.Market.Storage.Holders;

/// <summary>A purchase, before it is stored.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Place">Where, in the holder's own words; may be empty.</param>
/// <param name="Amount">How much was bought, in BTC.</param>
/// <param name="Paid">What was paid for it in all, in US dollars.</param>
public sealed record NewPurchase(DateOnly Day, string Place, decimal Amount, decimal Paid);

/// <summary>A stored purchase.</summary>
/// <param name="Number">The number it stands at, from 1 to <see cref="Most"/>; that of a deleted one is used again.</param>
/// <param name="Tag">Makes <see cref="Id"/> another than that of a purchase that stood at this number before.</param>
/// <param name="Details">What was bought.</param>
public sealed record HolderPurchase(int Number, string Tag, NewPurchase Details)
{
    /// <summary>The most purchases of a holder.</summary>
    public const int Most = 1_000;

    /// <summary>What names it to its holder.</summary>
    public string Id => $"{Number}-{Tag}";
}
