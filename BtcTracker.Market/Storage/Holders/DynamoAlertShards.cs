namespace BtcTracker.Market.Storage.Holders;

/// <summary>Reads the shards of alerts, and replaces single alerts under the condition that nobody else has.</summary>
internal sealed class DynamoAlertShards(PriceTable table, TableCreator maker) : IAlertShards
{
    public int Count => Keys.AlertShards;

    public async Task<string?> FindVersionAsync(int shard, CancellationToken cancellationToken) =>
        (await table.FindAsync(Keys.AlertShard(shard), Keys.AlertVersion, consistent: true, cancellationToken))?.FindString(
            HolderAlertItem.Stamp
        );

    public async Task<IReadOnlyList<HolderAlert>> ReadAsync(int shard, CancellationToken cancellationToken)
    {
        var alerts = new List<HolderAlert>();
        await foreach (var item in table.ReadAsync(Keys.AllAlerts(shard), consistent: true, cancellationToken))
        {
            try
            {
                alerts.Add(HolderAlertItem.ToAlert(item));
            }
            catch (UnreadableItemException)
            {
                // One item that something else wrote must not keep all others from being evaluated.
            }
        }

        return alerts;
    }

    public Task<bool> TryReplaceAsync(HolderAlert read, HolderAlert alert, CancellationToken cancellationToken) =>
        table.TryPutAsync(HolderAlertItem.From(alert), HolderAlertItem.Unchanged(read), cancellationToken);

    public async Task<DateTimeOffset?> FindEvaluatedAsync(CancellationToken cancellationToken) =>
        (await table.FindAsync(Keys.AlertsEvaluated, sort: 0, consistent: true, cancellationToken))?.FindInstant(HolderAlertItem.LastSlot);

    public async Task PutEvaluatedAsync(DateTimeOffset slot, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        var item = ItemExtensions.NewItem(Keys.AlertsEvaluated, sort: 0);
        item.Set(HolderAlertItem.LastSlot, slot);
        await table.TryPutAsync(item, guard: null, cancellationToken);
    }
}
