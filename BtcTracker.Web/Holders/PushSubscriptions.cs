using BtcTracker.Market.Push;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>Reads the subscriptions that browsers make with this site's key.</summary>
public sealed class PushSubscriptions(PushHosts hosts, IOptions<PushKeyOptions> key)
{
    /// <summary>The fields of a subscription.</summary>
    public static readonly IReadOnlyList<string> Fields = ["endpoint", "p256dh", "auth", "language"];

    /// <summary>The key that browsers subscribe with; null where alerts are not sent.</summary>
    public string? Key => key.Value.IsOn ? key.Value.PublicKey : null;

    /// <summary>Validates a subscription, and resolves its address.</summary>
    /// <param name="endpoint">The push service's address.</param>
    /// <param name="p256dh">The browser's public key.</param>
    /// <param name="auth">The browser's secret.</param>
    /// <param name="language">The language of messages; null for English.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The subscription, or why a field is not valid, by its name.</returns>
    public async Task<(PushSubscription? Push, IReadOnlyList<(string Field, string Message)> Problems)> ReadAsync(
        string? endpoint,
        string? p256dh,
        string? auth,
        string? language,
        CancellationToken cancellationToken
    )
    {
        var address = PushHosts.Read(endpoint ?? string.Empty, out var uri);
        if (uri is not null)
        {
            address = (await hosts.FindAsync(uri.IdnHost, cancellationToken)).Problem;
        }

        (string Field, string? Message)[] all =
        [
            ("endpoint", address),
            ("p256dh", PushSubscription.IsPoint(p256dh ?? string.Empty) ? null : "p256dh must be a public key of P-256 in base64url."),
            ("auth", PushSubscription.IsAuth(auth ?? string.Empty) ? null : "auth must be 16 bytes in base64url."),
            ("language", language is null || Language.Find(language) is not null ? null : "language must be en or es."),
        ];
        var problems = all.Where(problem => problem.Message is not null).Select(problem => (problem.Field, problem.Message!)).ToList();
        return problems.Count > 0
            ? (null, problems)
            : (new PushSubscription(uri!.AbsoluteUri, p256dh!, auth!, (Language.Find(language) ?? Language.English).Code), []);
    }
}
