using BtcTracker.Market.Push;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>The key that browsers subscribe to web push with: section <c>Alerts:Push</c>. The private one is ingest's.</summary>
public sealed class PushKeyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Alerts:Push";

    /// <summary>A point of P-256 in base64url. Default: none, and alerts are shown while a page is open only.</summary>
    public string? PublicKey { get; set; }

    /// <summary>Whether alerts are sent.</summary>
    public bool IsOn => !string.IsNullOrEmpty(PublicKey);
}

/// <summary>Refuses a key that browsers would not accept.</summary>
internal sealed class ValidatePushKeyOptions : IValidateOptions<PushKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, PushKeyOptions options) =>
        !options.IsOn || PushSubscription.IsPoint(options.PublicKey!)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Alerts:Push:PublicKey is not valid. Use the one that ingest's command push-keys has made.");
}
