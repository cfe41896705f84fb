using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>The section <c>Alerts</c>: rules and webhook. Only ingest receives and validates it, and only in a local run.</summary>
internal static partial class AlertSettings
{
    private const string Section = "Alerts";
    private const string Rule = "Alerts:Rules:0:";
    private const string Url = "Alerts:Webhook:Url";
    private const string Secret = "Alerts:Webhook:Secret";

    private static readonly string[] OfRule = ["Above", "Below", "ChangePercent", "Stale", "Gap", "SourceOut", "Margin"];

    /// <summary>The settings' names, with the index of the first rule.</summary>
    public static string[] All { get; } = [.. OfRule.Select(name => Rule + name), Url, "Alerts:Webhook:Format", Secret];

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
        if (!builder.ExecutionContext.IsRunMode)
        {
            return ingest;
        }

        var given = builder.Configuration.GetSection(Section).AsEnumerable().Where(setting => !string.IsNullOrEmpty(setting.Value));
        foreach (var (key, value) in given)
        {
            var variable = key.Replace(":", "__", StringComparison.Ordinal);
            _ = ParameterOf(key) is { } parameter
                ? ingest.WithEnvironment(variable, builder.AddParameter(parameter, () => value!, secret: true))
                : ingest.WithEnvironment(variable, value);
        }

        return ingest;
    }

    private static string? ParameterOf(string key) =>
        key.Equals(Url, StringComparison.OrdinalIgnoreCase) ? ResourceNames.AlertsWebhookUrl
        : key.Equals(Secret, StringComparison.OrdinalIgnoreCase) ? ResourceNames.AlertsWebhookSecret
        : null;

    [GeneratedRegex("^Alerts:Rules:[0-9]{1,3}:", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex("^(DOTNET_|ASPNETCORE_)?Alerts(__|:)", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();
}
