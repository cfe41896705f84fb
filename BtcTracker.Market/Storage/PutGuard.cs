using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>The condition under which a put replaces the stored item.</summary>
/// <param name="Condition">The DynamoDB condition expression.</param>
/// <param name="Names">The attributes' placeholders; null if there are none.</param>
/// <param name="Values">The values' placeholders; null if there are none.</param>
internal sealed record PutGuard(
    string Condition,
    Dictionary<string, string>? Names = null,
    Dictionary<string, AttributeValue>? Values = null
)
{
    /// <summary>Nothing is stored.</summary>
    public static PutGuard IfAbsent { get; } = new($"attribute_not_exists({Keys.Partition})");

    /// <summary>No better candle is stored: none of a higher rank, and none of the same rank with more samples.</summary>
    /// <remarks>
    /// So a slow concurrent instance, which has seen fewer quotes, cannot shrink a candle, and a sampled candle cannot replace a traded
    /// one.
    /// </remarks>
    public static PutGuard NoBetterThan(Candle candle) =>
        new(
            "attribute_not_exists(#rank) OR #rank < :rank OR (#rank = :rank AND #n <= :n)",
            new() { ["#rank"] = CandleItem.Rank, ["#n"] = CandleItem.N },
            new() { [":rank"] = ItemExtensions.Number((int)candle.Rank), [":n"] = ItemExtensions.Number(candle.N) }
        );

    /// <summary>Evaluates <see cref="NoBetterThan"/> for a candle that was read.</summary>
    public static bool IsReplacedBy(Candle stored, Candle candle) =>
        stored.Rank < candle.Rank || (stored.Rank == candle.Rank && stored.N <= candle.N);

    /// <summary>The stored candle has the same rank and sample count.</summary>
    public static PutGuard SameRank(Candle candle) =>
        new(
            "#rank = :rank AND #n = :n",
            new() { ["#rank"] = CandleItem.Rank, ["#n"] = CandleItem.N },
            new() { [":rank"] = ItemExtensions.Number((int)candle.Rank), [":n"] = ItemExtensions.Number(candle.N) }
        );

    /// <summary>The stored candle has the same rank and sample count, and is not from an import.</summary>
    public static PutGuard SameRankAndNotImported(Candle candle) =>
        new(
            "#rank = :rank AND #n = :n AND attribute_not_exists(#import)",
            new()
            {
                ["#rank"] = CandleItem.Rank,
                ["#n"] = CandleItem.N,
                ["#import"] = CandleItem.Import,
            },
            SameRank(candle).Values
        );

    /// <summary>The stored item is unchanged since it was read.</summary>
    /// <param name="item">What was read.</param>
    /// <param name="optional">The attributes that must be absent if they are absent in the item.</param>
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

    /// <summary>No later tick is stored, except one that a fast clock wrote.</summary>
    /// <remarks>
    /// An accepted tick is at most two minutes old and two minutes ahead, so two correct ones are at most four minutes apart.
    /// </remarks>
    public static PutGuard NoNewerThan(Tick tick) =>
        new(
            "attribute_not_exists(#asOf) OR #asOf < :asOf OR #asOf > :ahead",
            new() { ["#asOf"] = TickItem.AsOf },
            new() { [":asOf"] = ItemExtensions.Instant(tick.AsOf), [":ahead"] = ItemExtensions.Instant(tick.AsOf.AddMinutes(5)) }
        );

    /// <summary>The stored attribute has this value.</summary>
    public static PutGuard Is(string attribute, AttributeValue value) =>
        new("#value = :value", new() { ["#value"] = attribute }, new() { [":value"] = value });

    /// <summary>The stored number is smaller, or there is none.</summary>
    public static PutGuard Raises(string attribute, AttributeValue value) =>
        new("attribute_not_exists(#value) OR #value < :value", new() { ["#value"] = attribute }, new() { [":value"] = value });
}
