using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>The live tick as an item; there is one per table.</summary>
internal static class TickItem
{
    private const string Price = "price";
    public const string AsOf = "asOf";
    private const string Source = "source";

    public static Dictionary<string, AttributeValue> From(Tick tick)
    {
        var item = ItemExtensions.NewItem(Keys.Tick, sort: 0);
        item.Set(Price, tick.Price);
        item.Set(AsOf, tick.AsOf);
        item.Set(Source, tick.Source);
        return item;
    }

    public static Tick ToTick(Dictionary<string, AttributeValue> item) =>
        new(item.GetDecimal(Price), item.GetInstant(AsOf), item.GetString(Source));
}
