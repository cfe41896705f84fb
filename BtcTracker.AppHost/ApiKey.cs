using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>CoinMarketCap's key: from <c>Parameters:coinmarketcap-api-key</c>, in user secrets or the environment.</summary>
internal static partial class ApiKey
{
    private const string Key = "Parameters:" + ResourceNames.CoinMarketCapApiKey;

    /// <summary>The key; empty if none is configured.</summary>
    // A shell cannot set a variable whose name has hyphens, so underscores do as well, as with Aspire's own parameters.
    public static string Read(IConfiguration configuration) => configuration[Key] ?? configuration[Key.Replace('-', '_')] ?? "";

    /// <summary>Removes parameters from this process's environment once they are read, because child processes inherit it.</summary>
    public static void HideFromChildren()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => Parameter().IsMatch(name)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [GeneratedRegex("^(DOTNET_|ASPNETCORE_)?Parameters(__|:)", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
