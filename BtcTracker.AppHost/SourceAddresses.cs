using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Settings that override the sources' addresses, for a proxy or a test.</summary>
internal static class SourceAddresses
{
    /// <summary>CoinMarketCap's.</summary>
    public const string CoinMarketCap = "Sources:CoinMarketCap:BaseAddress";

    /// <summary>Coinbase's.</summary>
    public const string Coinbase = "Sources:Coinbase:BaseAddress";

    private const string EuropeanCentralBank = "Sources:EuropeanCentralBank:BaseAddress";

    private const string Kraken = "Sources:Kraken:BaseAddress";

    /// <summary>Those of the sources that the simulated market replaces; in demo and replay no other is called.</summary>
    public static IReadOnlyList<string> Simulated { get; } = [CoinMarketCap, Coinbase, Kraken, EuropeanCentralBank];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Settings { get; } = [.. Simulated, "Sources:Bitstamp:BaseAddress"];

    /// <summary>Validates the configured ones.</summary>
    /// <exception cref="SettingException">An address is not valid.</exception>
    public static void Check(IConfiguration configuration)
    {
        var wrong = Settings.FirstOrDefault(setting => configuration[setting] is { Length: > 0 } value && !IsAddress(value));
        if (wrong is not null)
        {
            throw new SettingException($"{wrong} '{configuration[wrong]}' is not an address. Use one such as https://example.org.");
        }
    }

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
