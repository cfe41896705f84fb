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
        foreach (var number in FreeNumbers(account))
        {
            if (await TryAddAtAsync(number, account, purchase, cancellationToken) is { } added)
            {
                return added;
            }
        }

        return null;
    }

    public async Task<int> AddAllAsync(HolderAccount account, IReadOnlyList<NewPurchase> purchases, CancellationToken cancellationToken)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            FreeNumbers(account).Zip(purchases).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
            async (place, token) =>
            {
                // Each purchase gets a free number; another is tried only if a concurrent request took it.
                var added =
                    await TryAddAtAsync(place.First, account, place.Second, token) ?? await TryAddAsync(account, place.Second, token);
                Interlocked.Add(ref count, added is null ? 0 : 1);
            }
        );
        return count;
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
        await DeletePurchasesAsync(holder, _ => true, cancellationToken);
        await table.TryDeleteAsync(
            Keys.Holder(holder.Name),
            Keys.HolderRecord,
            PutGuard.Is(HolderItem.Id, new AttributeValue(holder.Id)),
            cancellationToken
        );

        // Some may have been added in the meantime. By now the name may belong to another holder, whose purchases and alerts stay.
        await alerts.RemoveAllAsync(holder, cancellationToken);
        await DeletePurchasesAsync(holder, item => item.FindString(HolderItem.Id) == holder.Id, cancellationToken);
    }

    private static IEnumerable<int> FreeNumbers(HolderAccount account)
    {
        var taken = account.Purchases.Select(known => known.Number).ToHashSet();
        return Enumerable.Range(1, HolderPurchase.Most).Where(number => !taken.Contains(number));
    }

    private async Task<HolderPurchase?> TryAddAtAsync(
        int number,
        HolderAccount account,
        NewPurchase purchase,
        CancellationToken cancellationToken
    )
    {
        var added = new HolderPurchase(number, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes)), purchase);
        return await table.TryPutAsync(HolderItem.From(account.Holder, added), PutGuard.IfAbsent, cancellationToken) ? added : null;
    }

    private async Task DeletePurchasesAsync(
        HolderRecord holder,
        Func<Dictionary<string, AttributeValue>, bool> isMeant,
        CancellationToken cancellationToken
    )
    {
        var items = await table
            .ReadAsync(Keys.AllOfHolder(holder.Name), consistent: true, cancellationToken)
            .ToListAsync(cancellationToken);
        await Parallel.ForEachAsync(
            items.Where(item => !IsRecord(item) && isMeant(item)),
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

    private static bool IsRecord(Dictionary<string, AttributeValue> item) => item.GetInt32(Keys.Sort) == Keys.HolderRecord;
}
