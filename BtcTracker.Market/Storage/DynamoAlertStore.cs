namespace BtcTracker.Market.Storage;

/// <summary>Keeps the state in one item, whose version protects it from concurrent writes.</summary>
internal sealed class DynamoAlertStore(PriceTable table, TableCreator maker) : IAlertStore
{
    public async Task<AlertState?> FindAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Alerts, sort: 0, consistent: true, cancellationToken) is { } item ? AlertStateItem.ToState(item) : null;

    public async Task<bool> TryPutAsync(AlertState state, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        var item = AlertStateItem.From(state);
        return await table.TryPutAsync(item, PutGuard.Raises(AlertStateItem.Version, item[AlertStateItem.Version]), cancellationToken);
    }
}
