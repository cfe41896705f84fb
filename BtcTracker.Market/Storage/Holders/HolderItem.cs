using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>A holder's record and purchases as items of one partition, so that one Query reads all of them.</summary>
internal static class HolderItem
{
    /// <summary>The record's id, in its item and in the items of its purchases.</summary>
    public const string Id = "id";

    private const string DayFormat = "yyyy-MM-dd";
    private const string Name = "name";
    private const string TokenHash = "tokenHash";
    private const string FirstBought = "firstBought";
    private const string Version = "version";
    private const string Tag = "tag";
    private const string Day = "day";
    private const string Place = "place";
    private const string Amount = "amount";
    private const string Paid = "paid";

    public static Dictionary<string, AttributeValue> From(HolderRecord holder)
    {
        var item = ItemExtensions.NewItem(Keys.Holder(holder.Name), Keys.HolderRecord);
        item.Set(Id, holder.Id);
        item.Set(Name, holder.Name.Text);
        item.Set(TokenHash, holder.TokenHash);
        item.Set(FirstBought, Text(holder.FirstBought));
        item.Set(Version, holder.Version);
        item.Set(ItemExtensions.At, holder.Created);
        return item;
    }

    public static Dictionary<string, AttributeValue> From(HolderRecord holder, HolderPurchase purchase)
    {
        var item = ItemExtensions.NewItem(Keys.Holder(holder.Name), purchase.Number);
        item.Set(Id, holder.Id);
        item.Set(Tag, purchase.Tag);
        item.Set(Day, Text(purchase.Details.Day));
        item.Set(Place, purchase.Details.Place is { Length: > 0 } place ? place : null);
        item.Set(Amount, purchase.Details.Amount);
        item.Set(Paid, purchase.Details.Paid);
        return item;
    }

    public static HolderRecord ToRecord(Dictionary<string, AttributeValue> item) =>
        new()
        {
            Name = HolderName.Parse(item.GetString(Name)),
            Id = item.GetString(Id),
            TokenHash = item.GetString(TokenHash),
            FirstBought = GetDay(item, FirstBought),
            Version = (long)item.GetDecimal(Version),
            Created = item.GetInstant(ItemExtensions.At),
        };

    public static HolderPurchase ToPurchase(Dictionary<string, AttributeValue> item) =>
        new(
            item.GetInt32(Keys.Sort),
            item.GetString(Tag),
            new NewPurchase(GetDay(item, Day), item.FindString(Place) ?? string.Empty, item.GetDecimal(Amount), item.GetDecimal(Paid))
        );

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly GetDay(Dictionary<string, AttributeValue> item, string name) =>
        DateOnly.TryParseExact(item.GetString(name), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw ItemExtensions.Missing(item, name);
}
