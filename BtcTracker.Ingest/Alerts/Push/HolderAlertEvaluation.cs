using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>What a quote makes of a holder's alert. It asks and changes nothing else.</summary>
public static class HolderAlertEvaluation
{
    // So that a price that flutters around the line notifies nobody again: half a percent, as the operator's rules have by default.
    private const decimal Margin = 0.005m;

    /// <summary>
    /// The alert after a confirmed quote; the same one where nothing has changed, as for a quote that it has seen already.
    /// </summary>
    public static HolderAlert After(this HolderAlert alert, Quote quote, DateTimeOffset now)
    {
        if (quote.Slot <= alert.Since)
        {
            return alert;
        }

        var isReached = HasReached(alert, quote.Price) ?? alert.Reached ?? false;
        if (isReached == alert.Reached)
        {
            return alert;
        }

        // The first quote only says where the price is.
        var notifies = isReached && alert.Reached is not null && alert.Push is not null;
        return alert with
        {
            Reached = isReached,
            Since = quote.Slot,
            Pending = notifies ? new PendingPush(quote.Price, quote.AsOf, quote.Source, now) : alert.Pending,
            Version = alert.Version + 1,
        };
    }

    private static bool? HasReached(HolderAlert alert, decimal price) =>
        alert.Side is AlertSide.Above
            ? AlertRule.HasReached(price, alert.Price, alert.Price * Margin)
            : AlertRule.HasReached(-price, -alert.Price, alert.Price * Margin);
}
