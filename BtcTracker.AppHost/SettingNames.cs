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

    /// <summary>Refuses a name that this project does not have; the names of the engine and of .NET are theirs to know.</summary>
    /// <exception cref="SettingException">A section of this project has no such setting.</exception>
    public static void Check(IEnumerable<string> arguments)
    {
        foreach (var name in arguments.Select(argument => Setting().Match(argument).Groups["name"].Value))
        {
            var section = Known.Where(known => known.StartsWith(name.Split(':')[0] + ":", StringComparison.OrdinalIgnoreCase)).ToList();
            if (section.Count > 0 && !section.Contains(name.Replace('_', '-'), StringComparer.OrdinalIgnoreCase))
            {
                throw new SettingException($"There is no setting {name}: take {string.Join(", ", section)}.");
            }
        }
    }

    // --Market:Mode=demo, or --Market:Mode followed by demo.
    [GeneratedRegex("^--(?<name>[^=:]+:[^=]+)")]
    private static partial Regex Setting();
}
