using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>The alerts' state as an item; there is one per table. Messages are a list of maps.</summary>
internal static class AlertStateItem
{
    /// <summary>The attribute that the write condition compares.</summary>
    public const string Version = "version";

    private const string LastSlot = "lastSlot";
    private const string LastAsOf = "lastAsOf";
    private const string MissedSince = "missedSince";
    private const string Raised = "raised";
    private const string Pending = "pending";
    private const string GivenUp = "givenUp";
    private const string GivenUpAt = "givenUpAt";
    private const string GivenUpReason = "givenUpReason";
    private const string Id = "id";
    private const string Rule = "rule";
    private const string Title = "title";
    private const string Text = "text";
    private const string Price = "price";
    private const string Tries = "tries";
    private const string NextTry = "nextTry";
    private const string OnlyFor = "onlyFor";

    public static Dictionary<string, AttributeValue> From(AlertState state)
    {
        var item = ItemExtensions.NewItem(Keys.Alerts, sort: 0);
        item.Set(Version, state.Version);
        item.Set(LastSlot, state.LastSlot);
        item.Set(LastAsOf, state.LastAsOf);
        item.Set(MissedSince, state.MissedSince);
        item[Raised] = new AttributeValue { L = [.. state.Raised.Select(key => new AttributeValue(key))], IsLSet = true };
        item[Pending] = new AttributeValue
        {
            L = [.. state.Pending.Select(message => new AttributeValue { M = From(message) })],
            IsLSet = true,
        };
        item.Set(GivenUp, state.GivenUp);
        item.Set(GivenUpAt, state.GivenUpAt);
        item.Set(GivenUpReason, state.GivenUpReason);
        return item;
    }

    public static AlertState ToState(Dictionary<string, AttributeValue> item) =>
        new()
        {
            Version = (long)item.GetDecimal(Version),
            LastSlot = item.FindInstant(LastSlot),
            LastAsOf = item.FindInstant(LastAsOf),
            MissedSince = item.FindInstant(MissedSince),
            Raised = [.. (item.GetValueOrDefault(Raised)?.L ?? []).Select(key => key.S)],
            Pending = [.. (item.GetValueOrDefault(Pending)?.L ?? []).Select(message => ToMessage(message.M))],
            GivenUp = (long)(item.FindDecimal(GivenUp) ?? 0),
            GivenUpAt = item.FindInstant(GivenUpAt),
            GivenUpReason = item.FindString(GivenUpReason),
        };

    private static Dictionary<string, AttributeValue> From(AlertMessage message)
    {
        var map = new Dictionary<string, AttributeValue>();
        map.Set(Id, message.Id);
        map.Set(Rule, message.Rule);
        map.Set(Title, message.Title);
        map.Set(Text, message.Text);
        map.Set(ItemExtensions.At, message.At);
        map.Set(Price, message.Price);
        map.Set(Tries, message.Tries);
        map.Set(NextTry, message.NextTry);
        map.Set(OnlyFor, message.OnlyFor);
        return map;
    }

    private static AlertMessage ToMessage(Dictionary<string, AttributeValue> map) =>
        new(map.GetString(Id), map.GetString(Rule), map.GetString(Title), map.GetString(Text), map.GetInstant(ItemExtensions.At))
        {
            Price = map.FindDecimal(Price),
            Tries = map.FindInt32(Tries) ?? 0,
            NextTry = map.FindInstant(NextTry),
            OnlyFor = map.FindString(OnlyFor),
        };
}
