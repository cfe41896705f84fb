using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The format of a message to the webhook.</summary>
public enum WebhookFormat
{
    /// <summary>A JSON object with all details.</summary>
    Json,

    /// <summary>ntfy's: the text as body, the title as header.</summary>
    Ntfy,

    /// <summary>Slack's: an object with <c>text</c>.</summary>
    Slack,
}

/// <summary>
/// Which events raise an alert, and where alerts are sent: <c>Alerts:Rules</c>, <c>Alerts:Webhook</c> and <c>Alerts:Topic</c>. Default:
/// nothing.
/// </summary>
public sealed class AlertOptions
{
    private static readonly string[] WebhookSettings = ["Url", "Format", "Secret"];

    /// <summary><c>Alerts:Rules</c>.</summary>
    public IReadOnlyList<AlertRule> Rules { get; private set; } = [];

    /// <summary>
    /// <c>Alerts:Webhook:Url</c>: the address that messages are posted to. Its path and query may be secrets and are never shown.
    /// </summary>
    public Uri? Url { get; private set; }

    /// <summary><c>Alerts:Webhook:Format</c>: <c>json</c> (default), <c>ntfy</c> or <c>slack</c>.</summary>
    public WebhookFormat Format { get; private set; }

    /// <summary>
    /// <c>Alerts:Webhook:Secret</c>: the secret that messages are signed with, 16 to 256 characters. Default: none, so messages are not
    /// signed.
    /// </summary>
    public string? Secret { get; private set; }

    /// <summary><c>Alerts:Topic</c>: the ARN of the SNS topic that messages are published to. Default: none.</summary>
    public AlertTopic? Topic { get; private set; }

    /// <summary>The configured receivers, of <see cref="AlertReceivers"/>.</summary>
    public IEnumerable<string> Receivers =>
        new[] { Url is null ? null : AlertReceivers.Webhook, Topic is null ? null : AlertReceivers.Topic }.OfType<string>();

    /// <summary>Why the settings are not valid; null if they are.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether there is a rule; read it after validation.</summary>
    public bool IsOn => Rules.Count > 0;

    /// <summary>Reads the settings from their sections.</summary>
    public void Bind(IConfiguration configuration)
    {
        try
        {
            RefuseUnknown(configuration);
            Rules = AlertRuleParser.Parse(configuration);
            Url = ParseUrl(configuration["Alerts:Webhook:Url"]);
            Format = ParseFormat(configuration["Alerts:Webhook:Format"]);
            Secret = ParseSecret(configuration["Alerts:Webhook:Secret"]);
            Topic = configuration["Alerts:Topic"] is { Length: > 0 } arn
                ? AlertTopic.Parse(arn, configuration[AlertTopic.EndpointVariable])
                : null;
            Problem = IsOn && !Receivers.Any() ? "Alerts:Rules has rules but no receiver. Set Alerts:Webhook:Url or Alerts:Topic." : null;
        }
        catch (FormatException exception)
        {
            Problem = exception.Message;
        }
    }

    /// <summary>A receiver's host, for display: an address's path may be a secret.</summary>
    public string HostOf(string receiver) => (receiver == AlertReceivers.Topic ? Topic!.Endpoint : Url!).Authority;

    private static void RefuseUnknown(IConfiguration configuration)
    {
        var unknown = configuration
            .GetSection("Alerts")
            .GetChildren()
            .Where(setting => !IsOneOf(["Rules", "Webhook", "Topic", "Push"], setting.Key))
            .Concat(configuration.GetSection("Alerts:Webhook").GetChildren().Where(setting => !IsOneOf(WebhookSettings, setting.Key)));
        if (!string.IsNullOrEmpty(configuration["Alerts:Rules"]) || !string.IsNullOrEmpty(configuration["Alerts:Webhook"]))
        {
            throw new FormatException(
                "Alerts:Rules and Alerts:Webhook are sections. Use settings in them, such as Alerts:Rules:0:Above=100000 and "
                    + "Alerts:Webhook:Url."
            );
        }

        if (unknown.FirstOrDefault() is { } first)
        {
            throw new FormatException(
                $"There is no setting {first.Path}. Use settings such as Alerts:Rules:0:Above, "
                    + $"Alerts:Webhook:{string.Join(", Alerts:Webhook:", WebhookSettings)} or Alerts:Push:PublicKey."
            );
        }
    }

    private static bool IsOneOf(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Without the value: it may hold a secret.
    private static Uri? ParseUrl(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" } ? url
        : throw new FormatException("Alerts:Webhook:Url is not valid. Use an http or https address without a user name or password in it.");

    private static WebhookFormat ParseFormat(string? text) =>
        string.IsNullOrEmpty(text) ? WebhookFormat.Json
        : IsOneOf(Enum.GetNames<WebhookFormat>(), text) ? Enum.Parse<WebhookFormat>(text, ignoreCase: true)
        : throw new FormatException($"Alerts:Webhook:Format '{text}' is not valid. Use json, ntfy or slack.");

    private static string? ParseSecret(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length is >= 16 and <= 256 ? text
        : throw new FormatException(
            "Alerts:Webhook:Secret is not valid. Use 16 to 256 characters, such as those of 'openssl rand -hex 24'."
        );
}

/// <summary>Validates the settings at start, with a message that says what to use instead.</summary>
internal sealed class ValidateAlertOptions : IValidateOptions<AlertOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertOptions options) =>
        options.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
