using Amazon.DynamoDBv2.Model;
using BtcTracker.Market.Push;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>An alert as an item of its shard.</summary>
internal static class HolderAlertItem
{
    /// <summary>The attribute of a shard's version.</summary>
    public const string Stamp = "stamp";

    /// <summary>The slot that was evaluated last.</summary>
    public const string LastSlot = "lastSlot";

    private const string Holder = "holder";
    private const string Id = "id";
    private const string Tag = "tag";
    private const string Side = "side";
    private const string Price = "price";
    private const string Reached = "reached";
    private const string Since = "since";
    private const string SentAt = "sentAt";
    private const string Version = "version";
    private const string Endpoint = "endpoint";
    private const string P256dh = "p256dh";
    private const string Auth = "auth";
    private const string Language = "language";
    private const string Pending = "pending";
    private const string AsOf = "asOf";
    private const string Source = "source";
    private const string Tries = "tries";
    private const string NextTry = "nextTry";

    public static Dictionary<string, AttributeValue> From(HolderAlert alert)
    {
        var item = ItemExtensions.NewItem(Keys.AlertShard(alert.Shard), Keys.Alert(alert.HolderKey, alert.Number));
        item.Set(Holder, alert.HolderKey);
        item.Set(Id, alert.HolderId);
        item.Set(Tag, alert.Tag);
        item.Set(Side, alert.Side.ToString());
        item.Set(Price, alert.Price);
        item.Set(Reached, alert.Reached);
        item.Set(Since, alert.Since);
        item.Set(SentAt, alert.SentAt);
        item.Set(Version, alert.Version);
        item.Set(Endpoint, alert.Push?.Endpoint);
        item.Set(P256dh, alert.Push?.P256dh);
        item.Set(Auth, alert.Push?.Auth);
        item.Set(Language, alert.Push?.Language);
        if (alert.Pending is { } pending)
        {
            item[Pending] = new AttributeValue { M = From(pending) };
        }

        return item;
    }

    public static HolderAlert ToAlert(Dictionary<string, AttributeValue> item)
    {
        var holder = item.GetString(Holder);
        return new()
        {
            HolderKey = holder,
            HolderId = item.GetString(Id),
            Shard = Keys.ShardOf(holder),
            Number = Keys.NumberOfAlert((long)item.GetDecimal(Keys.Sort)),
            Tag = item.GetString(Tag),
            Side = item.GetEnum<AlertSide>(Side),
            Price = item.GetDecimal(Price),
            Reached = item.FindBoolean(Reached),
            Since = item.GetInstant(Since),
            SentAt = item.FindInstant(SentAt),
            Version = (long)item.GetDecimal(Version),
            Push = item.FindString(Endpoint) is { } endpoint
                ? new PushSubscription(endpoint, item.GetString(P256dh), item.GetString(Auth), item.GetString(Language))
                : null,
            Pending = item.GetValueOrDefault(Pending)?.M is { Count: > 0 } pending ? ToPending(pending) : null,
        };
    }

    /// <summary>The alert is the one that was read, and nobody has changed it.</summary>
    public static PutGuard Unchanged(HolderAlert alert) =>
        PutGuard.Same(new() { [Tag] = new AttributeValue(alert.Tag), [Version] = ItemExtensions.Number(alert.Version) });

    /// <summary>The alert is the one that was read, whatever has changed of it.</summary>
    public static PutGuard IsThere(HolderAlert alert) => PutGuard.Is(Tag, new AttributeValue(alert.Tag));

    private static Dictionary<string, AttributeValue> From(PendingPush pending)
    {
        var map = new Dictionary<string, AttributeValue>();
        map.Set(Price, pending.Price);
        map.Set(AsOf, pending.AsOf);
        map.Set(Source, pending.Source);
        map.Set(ItemExtensions.At, pending.At);
        map.Set(Tries, pending.Tries);
        map.Set(NextTry, pending.NextTry);
        return map;
    }

    private static PendingPush ToPending(Dictionary<string, AttributeValue> map) =>
        new(map.GetDecimal(Price), map.GetInstant(AsOf), map.GetString(Source), map.GetInstant(ItemExtensions.At))
        {
            Tries = map.FindInt32(Tries) ?? 0,
            NextTry = map.FindInstant(NextTry),
        };
}
