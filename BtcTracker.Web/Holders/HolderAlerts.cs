using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Holders;

/// <summary>Why an alert was not added.</summary>
public enum AlertRefusal
{
    /// <summary>The holder has <see cref="HolderAlert.Most"/>.</summary>
    TooMany,

    /// <summary>The holder has one on this side of this line.</summary>
    Known,
}

/// <summary>Adds alerts to what a holder has.</summary>
public sealed class HolderAlerts(IHolderAlertStore store, CurrentSnapshot current, TimeProvider clock)
{
    /// <summary>Adds an alert. One that the price has reached already waits until the price returns and reaches it again.</summary>
    /// <param name="holder">The holder.</param>
    /// <param name="side">The side.</param>
    /// <param name="price">The line, in US dollars.</param>
    /// <param name="push">Who is notified; null for whom the holder's other alerts notify.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The alert, or why it was not added.</returns>
    public async Task<(HolderAlert? Added, AlertRefusal? Refusal)> AddAsync(
        HolderRecord holder,
        AlertSide side,
        decimal price,
        PushSubscription? push,
        CancellationToken cancellationToken
    )
    {
        var known = await store.FindAsync(holder, cancellationToken);
        if (known.Any(alert => alert.Side == side && alert.Price == price))
        {
            return (null, AlertRefusal.Known);
        }

        var latest = current.Value.Latest is { MayBeExtreme: true } confirmed ? confirmed : null;
        var alert = new NewAlert(
            side,
            price,
            push ?? known.Select(other => other.Push).FirstOrDefault(other => other is not null),
            latest is null ? null
                : side is AlertSide.Above ? latest.Price >= price
                : latest.Price <= price,
            latest?.Slot ?? clock.GetUtcNow()
        );
        return await store.TryAddAsync(holder, alert, cancellationToken) is { } added ? (added, null) : (null, AlertRefusal.TooMany);
    }
}
