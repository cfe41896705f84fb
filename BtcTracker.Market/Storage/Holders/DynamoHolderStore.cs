using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>
/// One partition per name: the record first, then its purchases with the numbers 1 to <see cref="HolderPurchase.Most"/>, so that no counter
/// is needed.
/// </summary>
internal sealed class DynamoHolderStore(PriceTable table, TableCreator maker, IHolderAlertStore alerts) : IHolderStore
{
    private const int TagBytes = 4;
    private const int WritesAtOnce = 8;

    public async Task<HolderAccount?> FindAsync(HolderName name, CancellationToken cancellationToken)
    {
        var items = await table.ReadAsync(Keys.AllOfHolder(name), consistent: true, cancellationToken).ToListAsync(cancellationToken);
        if (items is not [var first, ..] || !IsRecord(first))
        {
            return null;
        }

        var holder = HolderItem.ToRecord(first);
        return new HolderAccount(
            holder,
            [.. items.Skip(1).Where(item => item.FindString(HolderItem.Id) == holder.Id).Select(HolderItem.ToPurchase)]
        );
    }

    public async Task<bool> TryCreateAsync(HolderRecord holder, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        return await table.TryPutAsync(HolderItem.From(holder), PutGuard.IfAbsent, cancellationToken);
    }

    public Task<bool> TryReplaceAsync(HolderRecord read, HolderRecord holder, CancellationToken cancellationToken) =>
        table.TryPutAsync(HolderItem.From(holder), PutGuard.Same(HolderItem.From(read)), cancellationToken);

    public async Task<HolderPurchase?> TryAddAsync(HolderAccount account, NewPurchase purchase, CancellationToken cancellationToken)
    {
        var added = await AddAsync(account, [purchase], skipsKnown: false, cancellationToken);
        return added.SingleOrDefault();
    }

    public async Task<int> AddAllAsync(HolderAccount account, IReadOnlyList<NewPurchase> purchases, CancellationToken cancellationToken)
    {
        var added = await AddAsync(account, purchases, skipsKnown: true, cancellationToken);
        return added.Count;
    }

    public Task<bool> TryRemoveAsync(HolderRecord holder, HolderPurchase purchase, CancellationToken cancellationToken) =>
        table.TryDeleteAsync(
            Keys.Holder(holder.Name),
            purchase.Number,
            PutGuard.Same(HolderItem.From(holder, purchase)),
            cancellationToken
        );

    public async Task DeleteAsync(HolderRecord holder, CancellationToken cancellationToken)
    {
        await alerts.RemoveAllAsync(holder, cancellationToken);
        await DeletePurchasesAsync(holder, cancellationToken);
        await table.TryDeleteAsync(
            Keys.Holder(holder.Name),
            Keys.HolderRecord,
            PutGuard.Is(HolderItem.Id, new AttributeValue(holder.Id)),
            cancellationToken
        );

        // Some may have been added in the meantime. By now the name may belong to another holder, whose purchases and alerts stay, and
        // nobody can ask again.
        await alerts.RemoveAllAsync(holder, CancellationToken.None);
        await DeletePurchasesAsync(holder, CancellationToken.None);
    }

    private async Task<IReadOnlyCollection<HolderPurchase>> AddAsync(
        HolderAccount account,
        IReadOnlyList<NewPurchase> purchases,
        bool skipsKnown,
        CancellationToken cancellationToken
    )
    {
        var added = new ConcurrentBag<HolderPurchase>();
        try
        {
            await AddAsync(account, purchases, skipsKnown, added, cancellationToken);
        }
        catch
        {
            await RefuseIfDeletedAsync(account.Holder, added);
            throw;
        }

        await RefuseIfDeletedAsync(account.Holder, added);
        return added;
    }

    // Each purchase gets a free number. Those whose number a concurrent request took get others, of what is free by then.
    private async Task AddAsync(
        HolderAccount account,
        IReadOnlyList<NewPurchase> purchases,
        bool skipsKnown,
        ConcurrentBag<HolderPurchase> added,
        CancellationToken cancellationToken
    )
    {
        HashSet<int> taken = [.. account.Purchases.Select(known => known.Number)];
        HashSet<HolderPurchase> known = [.. account.Purchases];
        for (var left = purchases; left.Count > 0; )
        {
            var free = Enumerable.Range(1, HolderPurchase.Most).Where(number => !taken.Contains(number));
            var refused = await AddAtAsync(free.Zip(left, Make).ToList(), account, added, cancellationToken);
            if (refused.Count == 0)
            {
                return;
            }

            var items = await ReadAsync(account.Holder, cancellationToken);
            var there = items.Where(item => !IsRecord(item) && IsOf(account.Holder, item)).Select(HolderItem.ToPurchase).ToHashSet();

            // One of which only the answer was lost was refused when it was sent again.
            refused.Where(there.Contains).ToList().ForEach(added.Add);
            taken = [.. items.Select(item => item.GetInt32(Keys.Sort))];
            left = [.. refused.Where(purchase => !there.Contains(purchase)).Select(purchase => purchase.Details)];
            known.UnionWith(added);
            left = skipsKnown ? Except(left, there.Except(known).Select(other => other.Details)) : left;
            known.UnionWith(there);
        }
    }

    private async Task<IReadOnlyList<HolderPurchase>> AddAtAsync(
        IReadOnlyList<HolderPurchase> purchases,
        HolderAccount account,
        ConcurrentBag<HolderPurchase> added,
        CancellationToken cancellationToken
    )
    {
        var refused = new ConcurrentBag<HolderPurchase>();
        await Parallel.ForEachAsync(
            purchases,
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
            async (purchase, token) =>
                (await table.TryPutAsync(HolderItem.From(account.Holder, purchase), PutGuard.IfAbsent, token) ? added : refused).Add(
                    purchase
                )
        );
        return [.. refused];
    }

    private static HolderPurchase Make(int number, NewPurchase purchase) =>
        new(number, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes)), purchase);

    // Two equal purchases are two, so each one that is there takes only one away.
    private static List<NewPurchase> Except(IReadOnlyList<NewPurchase> purchases, IEnumerable<NewPurchase> others)
    {
        List<NewPurchase> left = [.. purchases];
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }

    // A deletion that did not see these purchases has deleted the record by now, so one of the two removes them, also for a request that
    // was cancelled.
    private async Task RefuseIfDeletedAsync(HolderRecord holder, IReadOnlyCollection<HolderPurchase> added)
    {
        var record = await table.FindAsync(Keys.Holder(holder.Name), Keys.HolderRecord, consistent: true, CancellationToken.None);
        if (record?.FindString(HolderItem.Id) == holder.Id)
        {
            return;
        }

        foreach (var purchase in added)
        {
            await TryRemoveAsync(holder, purchase, CancellationToken.None);
        }

        throw new HolderDeletedException();
    }

    // While the record is there, what has another id was left by an earlier holder of the name; once it is gone, it may be the next one's.
    private async Task DeletePurchasesAsync(HolderRecord holder, CancellationToken cancellationToken)
    {
        var items = await ReadAsync(holder, cancellationToken);
        var isThere = items.Exists(item => IsRecord(item) && IsOf(holder, item));
        await Parallel.ForEachAsync(
            items.Where(item => !IsRecord(item) && (isThere || IsOf(holder, item))),
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
            async (item, token) =>
                await table.TryDeleteAsync(
                    Keys.Holder(holder.Name),
                    item.GetInt32(Keys.Sort),
                    PutGuard.Is(HolderItem.Id, item[HolderItem.Id]),
                    token
                )
        );
    }

    private ValueTask<List<Dictionary<string, AttributeValue>>> ReadAsync(HolderRecord holder, CancellationToken cancellationToken) =>
        table.ReadAsync(Keys.AllOfHolder(holder.Name), consistent: true, cancellationToken).ToListAsync(cancellationToken);

    private static bool IsOf(HolderRecord holder, Dictionary<string, AttributeValue> item) => item.FindString(HolderItem.Id) == holder.Id;

    private static bool IsRecord(Dictionary<string, AttributeValue> item) => item.GetInt32(Keys.Sort) == Keys.HolderRecord;
}
