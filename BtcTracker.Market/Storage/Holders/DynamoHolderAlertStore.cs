using System.Security.Cryptography;
using BtcTracker.Market.Push;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>
/// A holder's alerts are next to each other in the shard of the holder's name, with numbers that start with a hash of the name.
/// </summary>
/// <remarks>A shard's version is written after each change, so that who has read the new one finds the change.</remarks>
internal sealed class DynamoHolderAlertStore(PriceTable table, TableCreator maker) : IHolderAlertStore
{
    private const int TagBytes = 4;
    private const int StampBytes = 8;

    public async Task<IReadOnlyList<HolderAlert>> FindAsync(HolderRecord holder, CancellationToken cancellationToken) =>
        await table
            .ReadAsync(Keys.AlertsOf(holder.Name), consistent: true, cancellationToken)
            .Select(HolderAlertItem.ToAlert)
            .Where(alert => alert.HolderKey == holder.Name.Key && alert.HolderId == holder.Id)
            .ToListAsync(cancellationToken);

    public async Task<HolderAlert?> TryAddAsync(HolderRecord holder, NewAlert alert, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        var taken = (await FindAsync(holder, cancellationToken)).Select(known => known.Number).ToHashSet();
        foreach (var number in Enumerable.Range(1, HolderAlert.Most).Where(number => !taken.Contains(number)))
        {
            var added = Make(holder, number, alert);
            if (await table.TryPutAsync(HolderAlertItem.From(added), PutGuard.IfAbsent, cancellationToken))
            {
                await StampAsync(added.Shard, cancellationToken);
                return await KeepAsync(added, holder, cancellationToken);
            }
        }

        return null;
    }

    public async Task<bool> TryRemoveAsync(HolderAlert alert, CancellationToken cancellationToken)
    {
        // Ingest may have changed it since it was read.
        var isRemoved = await table.TryDeleteAsync(
            Keys.AlertShard(alert.Shard),
            Keys.Alert(alert.HolderKey, alert.Number),
            HolderAlertItem.IsThere(alert),
            cancellationToken
        );
        await StampAsync(alert.Shard, cancellationToken);
        return isRemoved;
    }

    public async Task SetPushAsync(HolderRecord holder, PushSubscription? push, CancellationToken cancellationToken)
    {
        for (var isSet = false; !isSet; )
        {
            isSet = true;
            foreach (var alert in (await FindAsync(holder, cancellationToken)).Where(alert => alert.Push != push))
            {
                var changed = alert with { Push = push, Pending = push is null ? null : alert.Pending, Version = alert.Version + 1 };
                isSet &= await table.TryPutAsync(HolderAlertItem.From(changed), HolderAlertItem.Unchanged(alert), cancellationToken);
            }
        }

        await StampAsync(Keys.ShardOf(holder.Name.Key), cancellationToken);
    }

    public async Task RemoveAllAsync(HolderRecord holder, CancellationToken cancellationToken)
    {
        foreach (var alert in await FindAsync(holder, cancellationToken))
        {
            await TryRemoveAsync(alert, cancellationToken);
        }
    }

    private static HolderAlert Make(HolderRecord holder, int number, NewAlert alert) =>
        new()
        {
            HolderKey = holder.Name.Key,
            HolderId = holder.Id,
            Shard = Keys.ShardOf(holder.Name.Key),
            Number = number,
            Tag = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes)),
            Side = alert.Side,
            Price = alert.Price,
            Push = alert.Push,
            Reached = alert.Reached,
            Since = alert.Since,
        };

    /// <summary>Nobody would ever remove an alert whose holder was deleted while it was added.</summary>
    private async Task<HolderAlert> KeepAsync(HolderAlert alert, HolderRecord holder, CancellationToken cancellationToken)
    {
        var record = await table.FindAsync(Keys.Holder(holder.Name), Keys.HolderRecord, consistent: true, cancellationToken);
        if (record?.FindString(HolderItem.Id) == holder.Id)
        {
            return alert;
        }

        await TryRemoveAsync(alert, cancellationToken);
        throw new HolderDeletedException();
    }

    private async Task StampAsync(int shard, CancellationToken cancellationToken)
    {
        var item = ItemExtensions.NewItem(Keys.AlertShard(shard), Keys.AlertVersion);
        item.Set(HolderAlertItem.Stamp, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StampBytes)));
        await table.TryPutAsync(item, guard: null, cancellationToken);
    }
}
