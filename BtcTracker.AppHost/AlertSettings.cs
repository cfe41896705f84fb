using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>
/// The section <c>Alerts</c>: rules, webhook and the keys of web push, which only ingest receives and validates. The web gets the public
/// key. A publication has the secret ones without their values.
/// </summary>
internal static partial class AlertSettings
{
    private const string Section = "Alerts";
    private const string Rule = "Alerts:Rules:0:";
    private const string Url = "Alerts:Webhook:Url";
    private const string Secret = "Alerts:Webhook:Secret";

    private const string Topic = "Alerts:Topic";
    private const string PushSection = "Alerts:Push:";
    private const string PushSubject = "Alerts:Push:Subject";
    private const string PushPublicKey = "Alerts:Push:PublicKey";
    private const string PushPrivateKey = "Alerts:Push:PrivateKey";

    private static readonly string[] OfRule = ["Above", "Below", "ChangePercent", "Stale", "Gap", "SourceOut", "Margin"];

    /// <summary>The settings' names, with the index of the first rule.</summary>
    public static string[] All { get; } =
    [.. OfRule.Select(name => Rule + name), Url, "Alerts:Webhook:Format", Secret, Topic, PushSubject, PushPublicKey, PushPrivateKey];

    /// <summary>Replaces a rule's index in a name by the index of the first rule.</summary>
    public static string WithFirstPlace(string name) => Place().Replace(name, Rule);

    /// <summary>Removes them from this process's environment once they are read, because child processes inherit it.</summary>
    public static void HideFromChildren()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => Variable().IsMatch(name)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Passes them to ingest; the address, which may contain a token, and the secret as secret parameters.</summary>
    public static IResourceBuilder<ProjectResource> WithAlerts(
        this IResourceBuilder<ProjectResource> ingest,
        IDistributedApplicationBuilder builder
    )
    {
        var given = builder.Configuration.GetSection(Section).AsEnumerable().Where(setting => !string.IsNullOrEmpty(setting.Value));
        if (!builder.ExecutionContext.IsRunMode)
        {
            given = Published([.. given]);
        }

        foreach (var (key, value) in given)
        {
            var variable = key.Replace(":", "__", StringComparison.Ordinal);
            _ = ParameterOf(key) is { } parameter
                ? ingest.WithEnvironment(variable, builder.AddParameter(parameter, () => value!, secret: true))
                : ingest.WithEnvironment(variable, value);
        }

        return ingest;
    }

    /// <summary>Gives the web the key that browsers subscribe with.</summary>
    public static IResourceBuilder<ProjectResource> WithPushKey(
        this IResourceBuilder<ProjectResource> web,
        IDistributedApplicationBuilder builder
    ) => web.WithSettings(builder.Configuration, PushPublicKey);

    // The names are listed, so that a mistyped secret is not published, and a deployment has a topic of its own.
    // A secret's value is put into its place after the deployment. One that nothing would use is left out, since it would need a value.
    private static IEnumerable<KeyValuePair<string, string?>> Published(IReadOnlyList<KeyValuePair<string, string?>> given)
    {
        var hasRules = given.Any(setting => Place().IsMatch(setting.Key));
        var hasPush = given.Any(setting => IsOneOf(setting.Key, PushPublicKey));
        return given
            .Where(setting => IsOneOf(WithFirstPlace(setting.Key), All) && !IsOneOf(setting.Key, Topic))
            .Where(setting => setting.Key.StartsWith(PushSection, StringComparison.OrdinalIgnoreCase) ? hasPush : hasRules)
            .Where(setting => !IsOneOf(setting.Key, PushPrivateKey))
            .Concat(hasPush ? [new(PushPrivateKey, string.Empty)] : [])
            .Select(setting => ParameterOf(setting.Key) is null ? setting : new(setting.Key, string.Empty));
    }

    private static string? ParameterOf(string key) =>
        IsOneOf(key, Url) ? ResourceNames.AlertsWebhookUrl
        : IsOneOf(key, Secret) ? ResourceNames.AlertsWebhookSecret
        : IsOneOf(key, PushPrivateKey) ? ResourceNames.AlertsPushPrivateKey
        : null;

    private static bool IsOneOf(string key, params string[] names) => names.Contains(key, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("^Alerts:Rules:[0-9]{1,3}:", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex("^(DOTNET_|ASPNETCORE_)?Alerts(__|:)", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();
}
