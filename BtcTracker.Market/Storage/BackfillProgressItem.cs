using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>The backfill's progress as an item; there is one per table, next to ingest's status. Its parts are a list of maps.</summary>
internal static class BackfillProgressItem
{
    /// <summary>The status itself has 0.</summary>
    public const long SortKey = 1;

    private const string UpdatedAt = "at";
    private const string IsRunning = "running";
    private const string Parts = "parts";
    private const string Interval = "interval";
    private const string Stored = "stored";
    private const string Planned = "planned";

    public static Dictionary<string, AttributeValue> From(BackfillProgress progress)
    {
        var item = ItemExtensions.NewItem(Keys.Status, SortKey);
        item.Set(UpdatedAt, progress.UpdatedAt);
        item.Set(IsRunning, progress.IsRunning ? 1 : 0);
        item[Parts] = new AttributeValue { L = [.. progress.Parts.Select(part => new AttributeValue { M = From(part) })], IsLSet = true };
        return item;
    }

    public static BackfillProgress ToProgress(Dictionary<string, AttributeValue> item) =>
        new(
            item.GetInstant(UpdatedAt),
            item.GetInt32(IsRunning) != 0,
            [.. (item.GetValueOrDefault(Parts)?.L ?? []).Select(part => ToPart(part.M))]
        );

    private static Dictionary<string, AttributeValue> From(BackfilledPart part)
    {
        var map = new Dictionary<string, AttributeValue>();
        map.Set(Interval, part.Interval.Code);
        map.Set(Stored, part.Stored);
        map.Set(Planned, part.Planned);
        return map;
    }

    private static BackfilledPart ToPart(Dictionary<string, AttributeValue> map) =>
        new(ToInterval(map), map.GetInt32(Stored), map.GetInt32(Planned));

    private static Interval ToInterval(Dictionary<string, AttributeValue> map) =>
        Market.Interval.TryParse(map.GetString(Interval), out var interval) ? interval : throw ItemExtensions.Missing(map, Interval);
}
