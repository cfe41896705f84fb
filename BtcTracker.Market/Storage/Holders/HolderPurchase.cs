namespace BtcTracker.Market.Storage.Holders;

/// <summary>A purchase, before it is stored.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Place">Where, in the holder's own words; may be empty.</param>
/// <param name="Amount">How much was bought, in BTC.</param>
/// <param name="Paid">What was paid for it in all, in US dollars.</param>
public sealed record NewPurchase(DateOnly Day, string Place, decimal Amount, decimal Paid);

/// <summary>A stored purchase.</summary>
/// <param name="Number">Its number, from 1 to <see cref="Most"/>; the number of a deleted purchase is reused.</param>
/// <param name="Tag">Makes <see cref="Id"/> differ from that of an earlier purchase with the same number.</param>
/// <param name="Details">What was bought.</param>
public sealed record HolderPurchase(int Number, string Tag, NewPurchase Details)
{
    /// <summary>The maximum number of purchases per holder.</summary>
    public const int Most = 1_000;

    /// <summary>The id that the API shows.</summary>
    public string Id => $"{Number}-{Tag}";
}
