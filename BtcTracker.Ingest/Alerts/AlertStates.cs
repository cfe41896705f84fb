using System.Threading.Channels;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Alerts;

/// <summary>
/// Reads and changes the stored state of the alerts. A change is applied again if another process wrote first.
/// </summary>
public sealed class AlertStates(IAlertStore alerts, StoreCalls store)
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Changes the state, without a retry if the store fails.</summary>
    /// <param name="change">
    /// Derives the new state from the stored one; may be called several times. If it returns the same state, nothing is written.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PriceStoreException">The store does not respond, or refuses the request.</exception>
    public Task<AlertState> UpdateAsync(Func<AlertState, AlertState> change, CancellationToken cancellationToken) =>
        store.OnceAsync(token => ChangeAsync(change, token), cancellationToken);

    /// <summary>Wakes a waiting <see cref="WaitAsync"/>.</summary>
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
