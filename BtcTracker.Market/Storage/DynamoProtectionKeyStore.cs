namespace BtcTracker.Market.Storage;

/// <summary>Keys in a partition of their own, which is all that the web's role may write.</summary>
internal sealed class DynamoProtectionKeyStore(PriceTable table, TableMaker maker, TimeProvider clock) : IProtectionKeyStore
{
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        await table
            .ReadAsync(Keys.AllProtectionKeys, consistent: true, cancellationToken)
            .Select(ProtectionKeyItem.ToKey)
            .ToListAsync(cancellationToken);

    public async Task AddAsync(string name, string key, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        var place = clock.GetUtcNow().ToUnixTimeMilliseconds();
        while (!await table.TryPutAsync(ProtectionKeyItem.From(place, name, key), PutGuard.Vacant, cancellationToken))
        {
            // Another process added one in the same millisecond.
            place++;
        }
    }
}
