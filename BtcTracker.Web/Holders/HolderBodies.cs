using System.Text.Json.Serialization;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Holders;

/// <summary>What a holder sends.</summary>
/// <param name="FirstBought">The UTC day of the first purchase, such as 2013-04-05; before today.</param>
public sealed record HolderRequest(DateOnly FirstBought);

/// <summary>A record that was just made.</summary>
/// <param name="Name">The name.</param>
/// <param name="FirstBought">The UTC day of the first purchase.</param>
/// <param name="Version">The record's version, which is its ETag too.</param>
/// <param name="Token">The secret that opens it. It is shown this once.</param>
public sealed record CreatedHolder(string Name, DateOnly FirstBought, long Version, string Token);

/// <summary>A holder's record, and what it means today.</summary>
/// <param name="Name">The name.</param>
/// <param name="Message">The greeting, in English or Spanish.</param>
/// <param name="FirstBought">The UTC day of the first purchase.</param>
/// <param name="Anniversary">The UTC day when it next comes round; today on the day itself.</param>
/// <param name="Days">How many days it is until then.</param>
/// <param name="SinceThen">What the price has done since that day; null where its close, or the price now, is not known.</param>
/// <param name="Purchases">What the purchases come to.</param>
/// <param name="Price">The price now, in US dollars; null where there is none.</param>
/// <param name="AsOf">The source's own time of that price, UTC.</param>
/// <param name="Source">Where it came from; in demo and replay with that word before it.</param>
/// <param name="Version">The record's version, which is its ETag too.</param>
public sealed record HolderBody(
    string Name,
    string Message,
    DateOnly FirstBought,
    DateOnly Anniversary,
    int Days,
    PriceSince? SinceThen,
    PurchaseSums Purchases,
    decimal? Price,
    DateTime? AsOf,
    string? Source,
    long Version
)
{
    /// <summary>Describes an account.</summary>
    public static HolderBody Of(HolderAccount account, MarketSnapshot snapshot, DateOnly today, string language)
    {
        var (holder, latest) = (account.Holder, snapshot.Latest);
        var anniversary = Holders.Anniversary.Of(holder.FirstBought, today);
        return new HolderBody(
            holder.Name.Text,
            Greeting.Of(language, holder.Name.Text, anniversary.Days),
            holder.FirstBought,
            anniversary.Next,
            anniversary.Days,
            PriceSince.Of(holder.FirstBought, snapshot),
            PurchaseSums.Of(account.Purchases, latest?.Price),
            latest?.Price,
            latest?.AsOf.UtcDateTime,
            latest?.Source,
            holder.Version
        );
    }
}

/// <summary>What the price has done since a day.</summary>
/// <param name="Price">The close of that UTC day, in US dollars.</param>
/// <param name="GainPercent">The gain since then in percent; less than zero for a loss.</param>
public sealed record PriceSince(decimal Price, decimal GainPercent)
{
    /// <summary>
    /// Compares the price with the close of a day; null where one of them is not known. A doubtful day may be of a price that nobody else
    /// has.
    /// </summary>
    public static PriceSince? Of(DateOnly day, MarketSnapshot snapshot)
    {
        var close = snapshot.History.Find(Market.Interval.OneDay, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero))
            is { Doubtful: false, Close: > 0 } candle
            ? candle.Close
            : (decimal?)null;
        return PriceChange.Percent(close, snapshot.Latest?.Price) is { } gain ? new PriceSince(close!.Value, gain) : null;
    }
}

/// <summary>A purchase that a holder writes down.</summary>
/// <param name="Date">The UTC day, such as 2013-04-05; today at the latest.</param>
/// <param name="Place">Where, in the holder's own words, at most 100 characters; may be left out.</param>
/// <param name="Amount">How much was bought, in BTC: more than 0, at most 21,000,000 and 8 decimals.</param>
/// <param name="Paid">What was paid for it in all, fees included: 0 for a gift.</param>
/// <param name="Currency">The currency of what was paid: USD, also where it is left out.</param>
public sealed record PurchaseRequest(DateOnly Date, string? Place, decimal Amount, decimal Paid, string? Currency);

/// <summary>A holder's purchase.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Date">The UTC day.</param>
/// <param name="Place">Where; empty where that was left out.</param>
/// <param name="Amount">How much was bought, in BTC.</param>
/// <param name="Paid">What was paid for it in all.</param>
/// <param name="Currency">The currency of what was paid: <c>USD</c>.</param>
public sealed record PurchaseBody(string Id, DateOnly Date, string Place, decimal Amount, decimal Paid, string Currency)
{
    /// <summary>Describes a purchase.</summary>
    public static PurchaseBody Of(HolderPurchase purchase) =>
        new(
            purchase.Id,
            purchase.Details.Day,
            purchase.Details.Place,
            purchase.Details.Amount,
            purchase.Details.Paid,
            HolderRules.Currency
        );
}

/// <summary>A page of a holder's purchases, oldest first.</summary>
/// <param name="Purchases">The purchases of this page.</param>
/// <param name="Sums">What all purchases come to, those of the other pages too.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record PurchasePageBody(IReadOnlyList<PurchaseBody> Purchases, PurchaseSums Sums, string? Next);

/// <summary>What importing a file did, or would do.</summary>
/// <param name="Vendor">Whose file it is: <c>BtcTracker</c>, <c>Coinbase</c>, <c>Kraken</c> or <c>Bitstamp</c>.</param>
/// <param name="IsPreview">Whether nothing was stored.</param>
/// <param name="Fits">Whether the holder has room for all of them.</param>
/// <param name="Added">How many purchases were added, or would be.</param>
/// <param name="Known">How many are there already, and are not added again.</param>
/// <param name="Purchases">The purchases that are new.</param>
/// <param name="LeftOut">The rows that are left out, with the reason.</param>
public sealed record ImportBody(
    string Vendor,
    bool IsPreview,
    bool Fits,
    int Added,
    int Known,
    IReadOnlyList<ImportedPurchase> Purchases,
    IReadOnlyList<LeftOutRow> LeftOut
)
{
    /// <summary>Describes an import.</summary>
    /// <param name="import">The import.</param>
    /// <param name="stored">How many were stored; null for a preview.</param>
    public static ImportBody Of(PurchaseImport import, int? stored) =>
        new(
            import.Vendor,
            stored is null,
            !import.IsTooMuch,
            stored ?? import.Added.Count,
            import.Known,
            [.. import.Added.Select(ImportedPurchase.Of)],
            import.LeftOut
        );
}

/// <summary>A purchase of a file.</summary>
/// <param name="Date">The UTC day.</param>
/// <param name="Place">Where.</param>
/// <param name="Amount">How much was bought, in BTC.</param>
/// <param name="Paid">What was paid for it in all, fees included, in US dollars.</param>
public sealed record ImportedPurchase(DateOnly Date, string Place, decimal Amount, decimal Paid)
{
    /// <summary>Describes a purchase.</summary>
    public static ImportedPurchase Of(NewPurchase purchase) => new(purchase.Day, purchase.Place, purchase.Amount, purchase.Paid);
}

/// <summary>Everything that is stored of a holder.</summary>
/// <param name="Name">The name.</param>
/// <param name="FirstBought">The UTC day of the first purchase.</param>
/// <param name="Created">When the record was made, UTC.</param>
/// <param name="Version">The record's version.</param>
/// <param name="Purchases">The purchases.</param>
/// <param name="Alerts">The alerts.</param>
public sealed record HolderExport(
    string Name,
    DateOnly FirstBought,
    DateTime Created,
    long Version,
    IReadOnlyList<PurchaseBody> Purchases,
    IReadOnlyList<AlertBody> Alerts
)
{
    /// <summary>Describes an account.</summary>
    public static HolderExport Of(HolderAccount account, IReadOnlyList<HolderAlert> alerts) =>
        new(
            account.Holder.Name.Text,
            account.Holder.FirstBought,
            account.Holder.Created.UtcDateTime,
            account.Holder.Version,
            [.. account.Purchases.Select(PurchaseBody.Of)],
            [.. alerts.Select(AlertBody.Of)]
        );
}

/// <summary>The bodies' JSON, generated at compile time: camel case, nulls written, decimals as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreatedHolder))]
[JsonSerializable(typeof(HolderBody))]
[JsonSerializable(typeof(PurchaseBody))]
[JsonSerializable(typeof(PurchasePageBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(HolderExport))]
[JsonSerializable(typeof(AlertBody))]
[JsonSerializable(typeof(AlertsBody))]
internal sealed partial class HolderJson : JsonSerializerContext;
