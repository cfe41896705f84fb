using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>A candle as it is stored, with the import that put it.</summary>
/// <param name="Candle">The candle.</param>
/// <param name="Import">The import that put it; null if no import did.</param>
internal sealed record StoredCandle(Candle Candle, ImportId? Import)
{
    /// <summary>The stored item.</summary>
    public required Dictionary<string, AttributeValue> Item { private get; init; }

    /// <summary>The condition that it is still stored unchanged.</summary>
    public PutGuard Guard => PutGuard.Same(Item, CandleItem.Optional);

    public static StoredCandle Of(Dictionary<string, AttributeValue> item, Symbol symbol, Interval interval) =>
        new(CandleItem.ToCandle(item, symbol, interval), ImportOf(item)) { Item = item };

    /// <summary>The import that put an item.</summary>
    public static ImportId? ImportOf(Dictionary<string, AttributeValue> item) =>
        ImportId.TryParse(item.FindString(CandleItem.Import), out var import) ? import : null;

    /// <summary>The item of a candle with the import that put it; null for a candle that is not from an import.</summary>
    public static Dictionary<string, AttributeValue> ItemOf(Candle candle, ImportId? import)
    {
        var item = CandleItem.From(candle);
        item.Set(CandleItem.Import, import?.ToString());
        return item;
    }
}
