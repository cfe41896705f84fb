using System.Text.RegularExpressions;

namespace BtcTracker.AppHost;

/// <summary>
/// The names of the AppHost's settings, to detect mistyped ones, which the configuration would ignore silently.
/// </summary>
internal static partial class SettingNames
{
    private static readonly string[] Known =
    [
        "Parameters:" + ResourceNames.CoinMarketCapApiKey,
        "Market:Mode",
        "Market:ReplayFile",
        "Market:Seed",
        "Ingest:Interval",
        "Ingest:Rates",
        "Ingest:Tick",
        "Ingest:DrainTime",
        "Store:Engine",
        "Store:DataFolder",
        "AWS:Profile",
        "AWS:Region",
        .. SourceAddresses.Settings,
        .. LimitSettings.All,
        .. SiteSettings.All,
        SiteSettings.RawBodies,
        .. SiteSettings.Holders,
        StatusToken.Setting,
        .. AlertSettings.All,
    ];

    // Settings of the services, which inherit this process's environment.
    private static readonly string[] OfServices =
    [
        "Market:ReplayShiftSeconds",
        "Ingest:HealthSocket",
        "Status:Viewers",
        "Store:Table",
        "Store:AttemptTimeout",
        "Store:LocalEndpoint",
        "Store:Region",
        "Sources:CoinMarketCap:ApiKey",
    ];

    // Sections and options of Aspire and of .NET's host, which are not checked.
    private static readonly string[] ForeignSections =
    [
        "AppHost",
        "Aspire",
        "AWS",
        "Dashboard",
        "DcpPublisher",
        "Logging",
        "Pipeline",
        "Publishing",
    ];

    private static readonly string[] ForeignOptions =
    [
        "operation",
        "publisher",
        "step",
        "list-steps",
        "output-path",
        "log-level",
        "include-exception-details",
        "clear-cache",
        "yes",
        "dcp-cli-path",
        "dcp-container-runtime",
        "dcp-dependency-check-timeout",
        "dcp-dashboard-path",
        "environment",
        "contentRoot",
        "applicationName",
    ];

    /// <summary>Rejects an argument without effect, which .NET's configuration ignores silently.</summary>
    /// <exception cref="SettingException">There is no such setting or option; the message lists the existing ones.</exception>
    public static void Check(IEnumerable<string> arguments)
    {
        using var each = arguments.GetEnumerator();
        while (each.MoveNext())
        {
            if (Name().Match(each.Current) is not { Success: true } match)
            {
                continue;
            }

            var name = match.Groups["name"].Value;
            var isSetting = name.Contains(':', StringComparison.Ordinal);
            (isSetting ? (Action<string>)CheckSetting : CheckOption)(name);

            // Without '=' the next argument is the value.
            if (!match.Groups["equals"].Success && !each.MoveNext() && isSetting)
            {
                throw new SettingException($"The setting {name} has no value. Settings are written --Section:Name=VALUE.");
            }
        }
    }

    /// <summary>Rejects an environment variable in one of these sections whose name is not a setting, such as <c>Market__Mod</c>.</summary>
    /// <param name="variables">The names of all variables; those of other programs are ignored.</param>
    /// <exception cref="SettingException">There is no such setting; the message lists the existing ones.</exception>
    public static void CheckVariables(IEnumerable<string> variables)
    {
        foreach (var variable in variables.Where(name => name.Contains("__", StringComparison.Ordinal)))
        {
            var name = variable.Replace("__", ":", StringComparison.Ordinal);
            var section = SectionOf(name);
            if (section.Count > 0 && !IsForeign(name) && !IsForeignParameter(name) && !Has(section, name) && !Has(OfServices, name))
            {
                throw new SettingException(
                    $"There is no setting {name}, which the environment variable {variable} sets. Use {string.Join(", ", section)}."
                );
            }
        }
    }

    private static List<string> SectionOf(string name) =>
        [.. Known.Where(known => known.StartsWith(name.Split(':')[0] + ":", StringComparison.OrdinalIgnoreCase))];

    private static bool IsForeign(string name) => ForeignSections.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    // Other Aspire applications read their parameters from the same section.
    private static bool IsForeignParameter(string name) =>
        name.StartsWith("Parameters:", StringComparison.OrdinalIgnoreCase) && !name.Contains("coin", StringComparison.OrdinalIgnoreCase);

    private static bool Has(IEnumerable<string> section, string name) =>
        section.Contains(AlertSettings.WithFirstPlace(name.Replace('_', '-')), StringComparer.OrdinalIgnoreCase);

    private static void CheckSetting(string name)
    {
        var section = SectionOf(name);
        if (section.Count == 0 && !IsForeign(name))
        {
            var sections = Known.Select(known => known.Split(':')[0]).Distinct();
            throw new SettingException($"There is no setting {name}. The sections are {string.Join(", ", sections)}.");
        }

        if (section.Count > 0 && !Has(section, name))
        {
            throw new SettingException($"There is no setting {name}. Use {string.Join(", ", section)}.");
        }
    }

    private static void CheckOption(string name)
    {
        if (!ForeignOptions.Contains(name, StringComparer.OrdinalIgnoreCase) && !Variable().IsMatch(name))
        {
            throw new SettingException(
                $"There is no option '{name}'. Settings are written --Section:Name=VALUE, "
                    + "for example --Market:Mode=demo; --help lists the commands."
            );
        }
    }

    // What .NET's configuration reads: --Market:Mode=demo, --Market:Mode followed by demo, both with / too, and Market:Mode=demo. Or -x.
    [GeneratedRegex("^(--?|/)(?<name>[^-=][^=]*)(?<equals>=)?|^(?<name>[^-=/][^=]*)(?<equals>=)")]
    private static partial Regex Name();

    // What is usually an environment variable: --ASPNETCORE_URLS=http://localhost:15080.
    [GeneratedRegex("^[A-Z0-9]+_[A-Z0-9_]+$")]
    private static partial Regex Variable();
}
