using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>An import's list entry as an item.</summary>
internal static class ImportItem
{
    private const string File = "file";
    private const string Shape = "shape";
    private const string Candles = "candles";
    private const string Fingerprint = "print";
    private const string Begun = "begun";
    private const string FinestFrom = "finest";
    private const string SeenAt = "seen";
    private const string Ended = "ended";
    private const string State = "state";
    private const string Rows = "rows";
    private const string First = "first";
    private const string Last = "last";
    private const string DoneBatches = "done";

    /// <summary>The entry exists, and the import is not being removed.</summary>
    public static PutGuard IsKept { get; } =
        new(
            $"attribute_exists({Keys.Partition}) AND #state <> :removing",
            new() { ["#state"] = State },
            new() { [":removing"] = new AttributeValue(nameof(ImportState.Removing)) }
        );

    /// <summary>The entry exists.</summary>
    public static PutGuard IsThere { get; } = new($"attribute_exists({Keys.Partition})");

    public static Dictionary<string, AttributeValue> From(ImportRecord import)
    {
        var item = ItemExtensions.NewItem(Keys.Imports, import.Id.Number);
        item.Set(File, import.File);
        item.Set(Shape, import.Shape);
        item.Set(Candles, (bool?)import.HasCandles);
        item.Set(Fingerprint, import.Fingerprint);
        item.Set(Begun, import.Begun);
        item.Set(FinestFrom, import.FinestFrom);
        item.Set(SeenAt, import.SeenAt);
        item.Set(Ended, import.Ended);
        item.Set(State, import.State.ToString());
        item.Set(Rows, (decimal?)import.Rows);
        item.Set(First, import.First);
        item.Set(Last, import.Last);
        item.Set(DoneBatches, (decimal?)import.DoneBatches);
        return item;
    }

    public static ImportRecord ToRecord(Dictionary<string, AttributeValue> item) =>
        new()
        {
            Id = ImportId.Of((long)item.GetDecimal(Keys.Sort)),
            File = item.GetString(File),
            Shape = item.GetString(Shape),
            HasCandles = item.FindBoolean(Candles) == true,
            Fingerprint = item.FindString(Fingerprint),
            Begun = item.GetInstant(Begun),
            FinestFrom = item.GetInstant(FinestFrom),
            SeenAt = item.GetInstant(SeenAt),
            Ended = item.FindInstant(Ended),
            State = item.GetEnum<ImportState>(State),
            Rows = (long)item.GetDecimal(Rows),
            First = item.FindInstant(First),
            Last = item.FindInstant(Last),
            DoneBatches = item.GetInt32(DoneBatches),
        };
}
