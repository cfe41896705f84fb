using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources;

/// <summary>How CoinMarketCap is asked: section <c>Sources:CoinMarketCap</c>.</summary>
public sealed class CoinMarketCapOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sources:CoinMarketCap";

    /// <summary>The key, a secret. Default: none, then CoinMarketCap is asked without one alone.</summary>
    [RegularExpression("[\x21-\x7E]*", ErrorMessage = "Sources:CoinMarketCap:ApiKey has a character that no key has, such as a space or a line's end.")]
    public string? ApiKey { get; set; }

    /// <summary>Its address. Default: the real one. Demo and replay must name the simulated market's.</summary>
    public Uri BaseAddress { get; set; } = RealAddress;

    /// <summary>The real one's address.</summary>
    public static Uri RealAddress { get; } = new("https://pro-api.coinmarketcap.com");
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateCoinMarketCapOptions : IValidateOptions<CoinMarketCapOptions>;
