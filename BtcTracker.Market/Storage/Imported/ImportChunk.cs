using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>Rows of one interval and one batch of an import, without the rows themselves.</summary>
/// <param name="Import">The import.</param>
/// <param name="Sort">Its sort key among the import's rows.</param>
/// <param name="Interval">The rows' interval.</param>
/// <param name="First">The first open time of its rows.</param>
/// <param name="Last">The last open time of its rows.</param>
/// <param name="At">When they were put, or shortly before.</param>
internal sealed record ImportChunk(
    ImportId Import,
    long Sort,
    Interval Interval,
    DateTimeOffset First,
    DateTimeOffset Last,
    DateTimeOffset At
)
{
    private const string IntervalName = "interval";
    private const string FirstName = "first";
    private const string LastName = "last";
    private const string RowsName = "rows";

    /// <summary>The attributes without the rows.</summary>
    public static readonly IReadOnlyList<string> HeadAttributes = [Keys.Sort, IntervalName, FirstName, LastName, ItemExtensions.At];

    /// <summary>From the first open time to the last candle's end.</summary>
    public TimeRange Range => new(First, Last + Interval.Length);

    /// <summary>An item with a batch's rows of one interval.</summary>
    public static Dictionary<string, AttributeValue> ItemOf(ImportId import, int batch, IReadOnlyCollection<Candle> rows, DateTimeOffset at)
    {
        var interval = rows.First().Interval;
        var item = ItemExtensions.NewItem(Keys.ImportRows(import), Keys.SortOfRows(batch, interval));
        item.Set(IntervalName, interval.Code);
        item.Set(FirstName, rows.Min(row => row.OpenTime));
        item.Set(LastName, rows.Max(row => row.OpenTime));
        item.Set(ItemExtensions.At, at);
        item[RowsName] = new AttributeValue { B = CandleBytes.Of(rows) };
        return item;
    }

    public static ImportChunk HeadOf(ImportId import, Dictionary<string, AttributeValue> item) =>
        new(
            import,
            (long)item.GetDecimal(Keys.Sort),
            Interval.TryParse(item.GetString(IntervalName), out var interval) ? interval : throw ItemExtensions.Missing(item, IntervalName),
            item.GetInstant(FirstName),
            item.GetInstant(LastName),
            item.GetInstant(ItemExtensions.At)
        );

    /// <summary>The rows of an item.</summary>
    public static List<Candle> RowsOf(Dictionary<string, AttributeValue> item, Interval interval)
    {
        try
        {
            var bytes = item.GetValueOrDefault(RowsName)?.B ?? throw ItemExtensions.Missing(item, RowsName);
            return CandleBytes.Read(bytes, Symbol.BtcUsd, interval);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            throw ItemExtensions.Missing(item, RowsName);
        }
    }
}
