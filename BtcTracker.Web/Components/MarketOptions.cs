using System.ComponentModel.DataAnnotations;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Components;

/// <summary>Where prices come from: section <c>Market</c>. Shown until ingest has published its mode.</summary>
public sealed class MarketOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Market";

    /// <summary><c>live</c>, <c>demo</c> or <c>replay</c>, in any case. Default: <c>live</c>.</summary>
    [Required]
    [RegularExpression("^(?i:live|demo|replay)$", ErrorMessage = "Market:Mode must be live, demo or replay.")]
    public string Mode { get; set; } = nameof(MarketMode.Live);

    /// <summary>The mode, once it is validated.</summary>
    public MarketMode ParsedMode => Enum.Parse<MarketMode>(Mode, ignoreCase: true);
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateMarketOptions : IValidateOptions<MarketOptions>;
