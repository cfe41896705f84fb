using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>What must hold of the item that stands at the key for a put to replace it.</summary>
/// <param name="Condition">The condition, in DynamoDB's words.</param>
/// <param name="Names">The attributes' placeholders; null where it has none.</param>
/// <param name="Values">The values' placeholders; null where it has none.</param>
internal sealed record PutGuard(
    string Condition,
    Dictionary<string, string>? Names = null,
    Dictionary<string, AttributeValue>? Values = null
)
{
    /// <summary>Nothing stands there.</summary>
    public static PutGuard Vacant { get; } = new($"attribute_not_exists({Keys.Partition})");

    /// <summary>No better candle stands there: none of a higher rank, none of the same rank made of more samples.</summary>
    /// <remarks>So a slow twin, which has seen fewer quotes, cannot shrink a candle, nor a sampled one replace a traded one.</remarks>
    public static PutGuard NoBetterThan(Candle candle) =>
        new(
            "attribute_not_exists(#rank) OR #rank < :rank OR (#rank = :rank AND #n <= :n)",
            new() { ["#rank"] = CandleItem.Rank, ["#n"] = CandleItem.N },
            new() { [":rank"] = ItemExtensions.Number((int)candle.Rank), [":n"] = ItemExtensions.Number(candle.N) }
        );

    /// <summary>What <see cref="NoBetterThan"/> asks of a candle that was read.</summary>
    public static bool GivesWay(Candle stored, Candle candle) =>
        stored.Rank < candle.Rank || (stored.Rank == candle.Rank && stored.N <= candle.N);

    /// <summary>A candle of the same rank and as many samples stands there.</summary>
    public static PutGuard Like(Candle candle) =>
        new(
            "#rank = :rank AND #n = :n",
            new() { ["#rank"] = CandleItem.Rank, ["#n"] = CandleItem.N },
            new() { [":rank"] = ItemExtensions.Number((int)candle.Rank), [":n"] = ItemExtensions.Number(candle.N) }
        );

    /// <summary>A candle of the same rank and as many samples stands there, and it is no import's.</summary>
    public static PutGuard LikeAndOfNoImport(Candle candle) =>
        new(
            "#rank = :rank AND #n = :n AND attribute_not_exists(#import)",
            new()
            {
                ["#rank"] = CandleItem.Rank,
                ["#n"] = CandleItem.N,
                ["#import"] = CandleItem.Import,
            },
            Like(candle).Values
        );

    /// <summary>Exactly what was read stands there.</summary>
    /// <param name="item">What was read.</param>
    /// <param name="optional">The attributes that must be absent where they are absent in the item.</param>
    public static PutGuard Same(Dictionary<string, AttributeValue> item, params IEnumerable<string> optional)
    {
        var names = item.Keys.Concat(optional).Distinct().Where(name => name is not Keys.Partition and not Keys.Sort).ToList();
        var present = names.Where(item.ContainsKey).ToList();
        return new(
            string.Join(" AND ", names.Select(name => item.ContainsKey(name) ? $"#{name} = :{name}" : $"attribute_not_exists(#{name})")),
            names.ToDictionary(name => $"#{name}"),
            present.ToDictionary(name => $":{name}", name => item[name])
        );
    }

    /// <summary>No newer tick stands there, but one that a clock ahead of the true time has left.</summary>
    /// <remarks>
    /// A tick is at most two minutes old and two ahead when it is accepted, so two true ones are not further apart than four.
    /// </remarks>
    public static PutGuard NoNewerThan(Tick tick) =>
        new(
            "attribute_not_exists(#asOf) OR #asOf < :asOf OR #asOf > :ahead",
            new() { ["#asOf"] = TickItem.AsOf },
            new() { [":asOf"] = ItemExtensions.Instant(tick.AsOf), [":ahead"] = ItemExtensions.Instant(tick.AsOf.AddMinutes(5)) }
        );

    /// <summary>The attribute there has this value.</summary>
    public static PutGuard Is(string attribute, AttributeValue value) =>
        new("#value = :value", new() { ["#value"] = attribute }, new() { [":value"] = value });

    /// <summary>The number there is smaller, or there is none.</summary>
    public static PutGuard Raises(string attribute, AttributeValue value) =>
        new("attribute_not_exists(#value) OR #value < :value", new() { ["#value"] = attribute }, new() { [":value"] = value });
}
