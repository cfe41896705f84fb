using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>A candle that stands at its place.</summary>
/// <param name="Candle">The candle.</param>
/// <param name="Import">The import that put it; null where no import did.</param>
internal sealed record StandingCandle(Candle Candle, ImportId? Import)
{
    /// <summary>As the store has it.</summary>
    public required Dictionary<string, AttributeValue> Item { private get; init; }

    /// <summary>Holds while it stands there.</summary>
    public PutGuard Guard => PutGuard.Same(Item, CandleItem.Optional);

    public static StandingCandle Of(Dictionary<string, AttributeValue> item, Symbol symbol, Interval interval) =>
        new(CandleItem.ToCandle(item, symbol, interval), ImportOf(item)) { Item = item };

    /// <summary>The import that put an item.</summary>
    public static ImportId? ImportOf(Dictionary<string, AttributeValue> item) =>
        ImportId.TryParse(item.FindString(CandleItem.Import), out var import) ? import : null;

    /// <summary>The item of an import's candle; of one that is no import's where it is null.</summary>
    public static Dictionary<string, AttributeValue> ItemOf(Candle candle, ImportId? import)
    {
        var item = CandleItem.From(candle);
        item.Set(CandleItem.Import, import?.ToString());
        return item;
    }
}
