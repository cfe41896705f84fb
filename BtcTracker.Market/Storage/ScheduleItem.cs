using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>Ingest's schedule as an item; there is one per table.</summary>
internal static class ScheduleItem
{
    private const string Mode = "mode";
    private const string Interval = "interval";
    private const string NextSlot = "nextSlot";
    private const string StaleAfter = "staleAfter";
    private const string TickPeriod = "tick";

    public static Dictionary<string, AttributeValue> From(IngestSchedule schedule)
    {
        var item = ItemExtensions.NewItem(Keys.Schedule, sort: 0);
        item.Set(Mode, schedule.Mode.ToString());
        item.Set(Interval, schedule.Interval);
        item.Set(NextSlot, schedule.NextSlot);
        item.Set(StaleAfter, schedule.StaleAfter);
        item.Set(TickPeriod, schedule.TickPeriod);
        return item;
    }

    public static IngestSchedule ToSchedule(Dictionary<string, AttributeValue> item) =>
        new(item.GetEnum<MarketMode>(Mode), item.GetTimeSpan(Interval), item.GetInstant(NextSlot), item.GetTimeSpan(StaleAfter))
        {
            // An older ingest reads no ticks, and does not write the attribute.
            TickPeriod = item.ContainsKey(TickPeriod) ? item.GetTimeSpan(TickPeriod) : TimeSpan.Zero,
        };
}
