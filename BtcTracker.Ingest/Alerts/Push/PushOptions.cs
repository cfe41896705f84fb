using BtcTracker.Market.Push;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// The keys that push services know this site by (VAPID, RFC 8292): <c>Alerts:Push</c>. Default: none, and nobody is notified.
/// </summary>
public sealed class PushOptions
{
    private static readonly string[] Settings = ["Subject", "PublicKey", "PrivateKey"];

    /// <summary>
    /// <c>Alerts:Push:Subject</c>: whom a push service writes to where something is wrong, a <c>mailto:</c> or <c>https:</c> address.
    /// </summary>
    public string Subject { get; private set; } = string.Empty;

    /// <summary><c>Alerts:Push:PublicKey</c>: a point of P-256 in base64url, which browsers subscribe with.</summary>
    public string PublicKey { get; private set; } = string.Empty;

    /// <summary><c>Alerts:Push:PrivateKey</c>: the secret that belongs to it, 32 bytes in base64url.</summary>
    public string PrivateKey { get; private set; } = string.Empty;

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether there are keys; read it after validation.</summary>
    public bool IsOn => PublicKey.Length > 0;

    /// <summary>Takes the settings from their section.</summary>
    public void Bind(IConfiguration configuration)
    {
        var section = configuration.GetSection("Alerts:Push");
        (Subject, PublicKey, PrivateKey) = (section["Subject"] ?? "", section["PublicKey"] ?? "", section["PrivateKey"] ?? "");
        Problem = ProblemOf(section);
    }

    private string? ProblemOf(IConfigurationSection section)
    {
        if (section.GetChildren().FirstOrDefault(one => !Settings.Contains(one.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return $"There is no setting {unknown.Path}: use Alerts:Push:{string.Join(", Alerts:Push:", Settings)}.";
        }

        if (Subject.Length == 0 && PublicKey.Length == 0 && PrivateKey.Length == 0)
        {
            return null;
        }

        // Without the private key, which is a secret.
        return !IsSubject(Subject)
                ? "Alerts:Push:Subject is not valid. Use an address that the push services can write to, such as mailto:ops@example.com."
            : !PushSubscription.IsPoint(PublicKey) ? "Alerts:Push:PublicKey is not valid. Make a pair of keys with the command push-keys."
            : !VapidKeys.BelongTogether(PublicKey, PrivateKey)
                ? "Alerts:Push:PrivateKey does not belong to Alerts:Push:PublicKey. Use a pair that the command push-keys has made."
            : null;
    }

    private static bool IsSubject(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var subject)
        && subject.Scheme is "mailto" or "https"
        && text.All(letter => letter is > ' ' and < '\x7f' and not '"' and not '\\');
}

/// <summary>Refuses what cannot work before anything is read.</summary>
internal sealed class ValidatePushOptions : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options) =>
        options.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
