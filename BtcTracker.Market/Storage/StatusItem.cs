using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>Ingest's status as an item; there is one per table. Sources are a list of maps.</summary>
internal static class StatusItem
{
    private const string UpdatedAt = "at";
    private const string LastStoredSlot = "lastSlot";
    private const string OutboxLength = "outbox";
    private const string MissedSlots = "missed";
    private const string Sources = "sources";
    private const string Name = "name";
    private const string Outcome = "outcome";
    private const string CalledAt = "calledAt";
    private const string Reason = "reason";
    private const string Breaker = "breaker";
    private const string NextCall = "nextCall";
    private const string FailuresInARow = "failures";
    private const string LeftOut = "leftOut";
    private const string ComparedAt = "comparedAt";
    private const string CreditLimit = "creditLimit";
    private const string CreditsLeft = "creditsLeft";
    private const string CreditsAsOf = "creditsAsOf";
    private const string CreditsSpacing = "creditsSpacing";

    public static Dictionary<string, AttributeValue> From(IngestStatus status)
    {
        var item = ItemExtensions.NewItem(Keys.Status, sort: 0);
        item.Set(UpdatedAt, status.UpdatedAt);
        item.Set(LastStoredSlot, status.LastStoredSlot);
        item.Set(OutboxLength, status.OutboxLength);
        item.Set(MissedSlots, status.MissedSlots);
        item[Sources] = new AttributeValue
        {
            L = [.. status.Sources.Select(source => new AttributeValue { M = From(source) })],
            IsLSet = true,
        };
        item.Set(ComparedAt, status.ComparedAt);
        if (status.Credits is { } credits)
        {
            item.Set(CreditLimit, credits.LimitMonthly);
            item.Set(CreditsLeft, credits.LeftMonthly);
            item.Set(CreditsAsOf, credits.AsOf);
            item.Set(CreditsSpacing, (decimal?)credits.Spacing?.TotalSeconds);
        }

        return item;
    }

    public static IngestStatus ToStatus(Dictionary<string, AttributeValue> item) =>
        new(
            item.GetInstant(UpdatedAt),
            item.FindInstant(LastStoredSlot),
            item.GetInt32(OutboxLength),
            (long)item.GetDecimal(MissedSlots),
            [.. (item.GetValueOrDefault(Sources)?.L ?? []).Select(source => ToSource(source.M))],
            FindCredits(item)
        )
        {
            ComparedAt = item.FindInstant(ComparedAt),
        };

    private static SourceCredits? FindCredits(Dictionary<string, AttributeValue> item) =>
        item.FindInstant(CreditsAsOf) is not { } asOf
            ? null
            : new SourceCredits((long)item.GetDecimal(CreditLimit), (long)item.GetDecimal(CreditsLeft), asOf)
            {
                Spacing = item.ContainsKey(CreditsSpacing) ? item.GetTimeSpan(CreditsSpacing) : null,
            };

    private static Dictionary<string, AttributeValue> From(SourceStatus source)
    {
        var map = new Dictionary<string, AttributeValue>();
        map.Set(Name, source.Name);
        map.Set(Outcome, source.Outcome);
        map.Set(CalledAt, source.CalledAt);
        map.Set(Reason, source.Reason);
        map.Set(Breaker, source.Breaker.ToString());
        map.Set(NextCall, source.NextCall);
        map.Set(FailuresInARow, source.FailuresInARow);
        map.Set(LeftOut, source.LeftOut);
        map.Set(ComparedAt, source.ComparedAt);
        return map;
    }

    private static SourceStatus ToSource(Dictionary<string, AttributeValue> map) =>
        new(
            map.GetString(Name),
            map.FindString(Outcome),
            map.FindInstant(CalledAt),
            map.FindString(Reason),
            map.GetEnum<BreakerState>(Breaker),
            map.FindInstant(NextCall)
        )
        {
            FailuresInARow = map.FindInt32(FailuresInARow) ?? 0,
            LeftOut = map.FindBoolean(LeftOut) ?? false,
            ComparedAt = map.FindInstant(ComparedAt),
        };
}
