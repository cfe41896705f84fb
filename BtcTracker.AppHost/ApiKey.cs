using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>CoinMarketCap's key: from <c>Parameters:coinmarketcap-api-key</c>, in user secrets or the environment.</summary>
internal static class ApiKey
{
    private const string Key = "Parameters:" + ResourceNames.CoinMarketCapApiKey;

    /// <summary>The key; empty where none is configured, which is fine.</summary>
    // A shell cannot set a variable whose name has hyphens, so underscores do as well, as with Aspire's own parameters.
    public static string Read(IConfiguration configuration) =>
        configuration[Key] ?? configuration[Key.Replace('-', '_')] ?? "";
}
