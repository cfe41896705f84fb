using System.Threading.Channels;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Alerts;

/// <summary>
/// The stored state, which the watch and the delivery change, and a twin's too: a change is made again where another was first.
/// </summary>
public sealed class AlertBook(IAlertStore alerts, StoreCalls store)
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Changes the state, tried once.</summary>
    /// <param name="change">
    /// Makes the new state of the stored one, perhaps several times; the same one means that nothing is written.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    public Task<AlertState> UpdateAsync(Func<AlertState, AlertState> change, CancellationToken cancellationToken) =>
        store.OnceAsync(token => ChangeAsync(change, token), cancellationToken);

    /// <summary>Wakes who waits for something to send.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    /// <summary>Waits until there may be something to send.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _signal.Reader.ReadAsync(cancellationToken);

    private async Task<AlertState> ChangeAsync(Func<AlertState, AlertState> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await alerts.FindAsync(cancellationToken) ?? AlertState.Empty;
            var after = change(before);
            if (ReferenceEquals(after, before))
            {
                return before;
            }

            after = after with { Version = before.Version + 1 };
            if (await alerts.TryPutAsync(after, cancellationToken))
            {
                return after;
            }
        }
    }
}
