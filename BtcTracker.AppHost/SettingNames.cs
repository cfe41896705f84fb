using System.Text.RegularExpressions;

namespace BtcTracker.AppHost;

/// <summary>The names of the settings that a person gives to the AppHost: the configuration would pass over a mistyped one in silence.</summary>
internal static partial class SettingNames
{
    private static readonly string[] Known =
    [
        "Parameters:" + ResourceNames.CoinMarketCapApiKey,
        "Market:Mode", "Market:ReplayFile", "Market:Seed",
        "Ingest:Interval", "Ingest:Rates",
        "Store:Engine", "Store:DataFolder",
        "AWS:Profile", "AWS:Region",
        .. SourceAddresses.Settings,
        .. WebLimits,
    ];

    /// <summary>The limits of the web service, which reach it as they are.</summary>
    public static string[] WebLimits => ["Limits:RequestsPerMinute", "Limits:Burst", "Limits:Streams", "Limits:StreamsPerClient"];

    // Sections and options of Aspire and of .NET's host, whose names are theirs to know.
    private static readonly string[] ForeignSections =
        ["AppHost", "Aspire", "AWS", "Dashboard", "DcpPublisher", "Logging", "Pipeline", "Publishing"];

    private static readonly string[] ForeignOptions =
    [
        "operation", "publisher", "step", "list-steps", "output-path", "log-level", "include-exception-details", "clear-cache", "yes",
        "dcp-cli-path", "dcp-container-runtime", "dcp-dependency-check-timeout", "dcp-dashboard-path",
        "environment", "contentRoot", "applicationName",
    ];

    /// <summary>Refuses an argument that sets nothing: .NET's configuration passes over it in silence.</summary>
    /// <exception cref="SettingException">There is no such setting or option; the message lists those that there are.</exception>
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

    private static void CheckSetting(string name)
    {
        var prefix = name.Split(':')[0] + ":";
        var section = Known.Where(known => known.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        if (section.Count == 0 && !ForeignSections.Any(foreign => prefix.Equals(foreign + ":", StringComparison.OrdinalIgnoreCase)))
        {
            var sections = Known.Select(known => known.Split(':')[0]).Distinct();
            throw new SettingException($"There is no setting {name}. The sections are {string.Join(", ", sections)}.");
        }

        if (section.Count > 0 && !section.Contains(name.Replace('_', '-'), StringComparer.OrdinalIgnoreCase))
        {
            throw new SettingException($"There is no setting {name}: take {string.Join(", ", section)}.");
        }
    }

    private static void CheckOption(string name)
    {
        if (!ForeignOptions.Contains(name, StringComparer.OrdinalIgnoreCase) && !Variable().IsMatch(name))
        {
            throw new SettingException(
                $"There is no option '{name}'. Settings are written --Section:Name=VALUE, for example --Market:Mode=demo; --help lists the commands.");
        }
    }

    // What .NET's configuration reads: --Market:Mode=demo, --Market:Mode followed by demo, both with / too, and Market:Mode=demo. Or -x.
    [GeneratedRegex("^(--?|/)(?<name>[^-=][^=]*)(?<equals>=)?|^(?<name>[^-=/][^=]*)(?<equals>=)")]
    private static partial Regex Name();

    // What is usually an environment variable: --ASPNETCORE_URLS=http://localhost:15080.
    [GeneratedRegex("^[A-Z0-9]+_[A-Z0-9_]+$")]
    private static partial Regex Variable();
}
