using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>Where prices are kept: section <c>Store</c>. The endpoint of a local store comes from <c>AWS_ENDPOINT_URL_DYNAMODB</c>; on AWS the region comes from the environment.</summary>
public sealed class PriceStoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary>The table's name, 3 to 255 letters, digits, dots, underscores and hyphens. Default: <c>btctracker</c>.</summary>
    [Required]
    [RegularExpression(@"^[A-Za-z0-9_.\-]{3,255}$", ErrorMessage = "Store:Table must be 3 to 255 letters, digits, dots, underscores or hyphens.")]
    public string Table { get; set; } = "btctracker";
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidatePriceStoreOptions : IValidateOptions<PriceStoreOptions>;
