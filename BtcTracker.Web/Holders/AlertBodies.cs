using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Web.Holders;

/// <summary>An alert that a holder sets. With a subscription it has endpoint, p256dh and auth, as the browser has them.</summary>
/// <param name="Side">above or below.</param>
/// <param name="Price">The line in US dollars: more than 0, at most 1,000,000,000,000 and 8 decimals.</param>
/// <param name="Endpoint">The push service's https address; may be left out.</param>
/// <param name="P256dh">The browser's public key, in base64url.</param>
/// <param name="Auth">The browser's secret, in base64url.</param>
/// <param name="Language">The language of the notification: en, also where it is left out, or es.</param>
public sealed record AlertRequest(string Side, decimal Price, string? Endpoint, string? P256dh, string? Auth, string? Language);

/// <summary>The browser that is notified of a holder's alerts, as its subscription to web push says.</summary>
/// <param name="Endpoint">The push service's https address.</param>
/// <param name="P256dh">The browser's public key, in base64url.</param>
/// <param name="Auth">The browser's secret, in base64url.</param>
/// <param name="Language">The language of the notifications: en, also where it is left out, or es.</param>
public sealed record PushRequest(string Endpoint, string P256dh, string Auth, string? Language);

/// <summary>A holder's alert. Of its subscription it shows only the push service: anyone who has the rest can notify the browser.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Side">above or below.</param>
/// <param name="Price">The line, in US dollars.</param>
/// <param name="Reached">Whether the price is at the line or beyond; null where that is not known yet.</param>
/// <param name="PushService">The host of the push service that notifies; null for none.</param>
/// <param name="SentAt">When a notification was sent last, UTC; null for never.</param>
public sealed record AlertBody(string Id, string Side, decimal Price, bool? Reached, string? PushService, DateTime? SentAt)
{
    /// <summary>Describes an alert.</summary>
    public static AlertBody Of(HolderAlert alert) =>
        new(alert.Id, HolderRules.Text(alert.Side), alert.Price, alert.Reached, alert.Push?.Host, alert.SentAt?.UtcDateTime);
}

/// <summary>All alerts of a holder.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="PushKey">The key that a browser subscribes with; null where this site sends no notifications.</param>
public sealed record AlertsBody(IReadOnlyList<AlertBody> Alerts, string? PushKey);
