using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>A data-protection key as an item.</summary>
internal static class DataProtectionKeyItem
{
    private const string Name = "name";
    private const string Key = "xml";

    public static Dictionary<string, AttributeValue> From(long place, string name, string key)
    {
        var item = ItemExtensions.NewItem(Keys.ProtectionKeys, place);
        item.Set(Name, name);
        item.Set(Key, key);
        return item;
    }

    public static string ToKey(Dictionary<string, AttributeValue> item) => item.GetString(Key);
}
