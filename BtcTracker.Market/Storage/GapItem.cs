using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>
/// A gap as an item. It records what ingest saw; a quote stored later for one of its slots takes precedence when gaps are read.
/// </summary>
internal static class GapItem
{
    /// <summary>The attribute of <see cref="Gap.Count"/>, which the write condition compares.</summary>
    public const string N = "n";

    private const string Interval = "interval";
    private const string Reason = "why";

    // Versions before these reasons reject an item with an unknown reason, so they get the nearest known one.
    private const string LaterReason = "cause";

    public static Dictionary<string, AttributeValue> From(Gap gap)
    {
        var item = ItemExtensions.NewItem(Keys.Gap(gap.Symbol, gap.FirstSlot), Keys.SortOf(gap.FirstSlot));
        item.Set(N, gap.Count);
        item.Set(Interval, gap.Interval);
        var isLater = gap.Reason is GapReason.Unchanged or GapReason.Disputed;
        item.Set(Reason, (isLater ? GapReason.NoSource : gap.Reason).ToString());
        item.Set(LaterReason, isLater ? gap.Reason.ToString() : null);
        return item;
    }

    public static Gap ToGap(Dictionary<string, AttributeValue> item, Symbol symbol) =>
        new(
            symbol,
            item.GetInstant(Keys.Sort),
            (long)item.GetDecimal(N),
            item.GetTimeSpan(Interval),
            Enum.TryParse<GapReason>(item.FindString(LaterReason), out var later) ? later : item.GetEnum<GapReason>(Reason)
        );
}
