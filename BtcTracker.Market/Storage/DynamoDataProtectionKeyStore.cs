namespace BtcTracker.Market.Storage;

/// <summary>Keeps the keys in a partition of their own; the web's role may write only there.</summary>
internal sealed class DynamoDataProtectionKeyStore(PriceTable table, TableCreator maker, TimeProvider clock) : IDataProtectionKeyStore
{
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        await table
            .ReadAsync(Keys.AllProtectionKeys, consistent: true, cancellationToken)
            .Select(DataProtectionKeyItem.ToKey)
            .ToListAsync(cancellationToken);

    public async Task AddAsync(string name, string key, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        var place = clock.GetUtcNow().ToUnixTimeMilliseconds();
        while (!await table.TryPutAsync(DataProtectionKeyItem.From(place, name, key), PutGuard.IfAbsent, cancellationToken))
        {
            // Another process added one in the same millisecond.
            place++;
        }
    }
}
