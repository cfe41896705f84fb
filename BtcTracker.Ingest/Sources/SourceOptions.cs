using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources;

/// <summary>
/// A vendor's settings: the section <c>Sources:CoinMarketCap</c>, <c>Sources:Coinbase</c> and so on, by the options' name.
/// </summary>
public sealed class SourceOptions
{
    /// <summary>CoinMarketCap's section.</summary>
    public const string CoinMarketCap = "Sources:CoinMarketCap";

    /// <summary>Coinbase Exchange's section.</summary>
    public const string Coinbase = "Sources:Coinbase";

    /// <summary>Bitstamp's section; ignored in demo and replay, where it is not used.</summary>
    public const string Bitstamp = "Sources:Bitstamp";

    /// <summary>Kraken's section; in demo and replay it is used for ticks only.</summary>
    public const string Kraken = "Sources:Kraken";

    /// <summary>The European Central Bank's section; ignored in replay, where it is not used.</summary>
    public const string EuropeanCentralBank = "Sources:EuropeanCentralBank";

    /// <summary>The vendors' own addresses, by section: the defaults in live mode.</summary>
    public static IReadOnlyDictionary<string, Uri> RealAddresses { get; } =
        new Dictionary<string, Uri>
        {
            [CoinMarketCap] = new("https://pro-api.coinmarketcap.com"),
            [Coinbase] = new("https://api.exchange.coinbase.com"),
            [Bitstamp] = new("https://www.bitstamp.net"),
            [Kraken] = new("https://api.kraken.com"),
            [EuropeanCentralBank] = new("https://www.ecb.europa.eu"),
        };

    /// <summary>The address. Default: the vendor's. In demo and replay it must be the simulated market's.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The API key, a secret, used by CoinMarketCap only. Default: none; CoinMarketCap is then called without one.</summary>
    [RegularExpression(
        "[\x21-\x7E]*",
        ErrorMessage = "Sources:CoinMarketCap:ApiKey has a character that no key has, such as a space or a line's end."
    )]
    public string? ApiKey { get; set; }

    /// <summary>Binds each vendor's section and validates it at the start.</summary>
    internal static void Register(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SourceOptions>, ValidateSourceOptions>();
        foreach (var (section, address) in RealAddresses)
        {
            services
                .AddOptions<SourceOptions>(section)
                .Configure(options => options.BaseAddress = address)
                .BindConfiguration(section)
                .ValidateOnStart();
        }
    }
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateSourceOptions : IValidateOptions<SourceOptions>;
